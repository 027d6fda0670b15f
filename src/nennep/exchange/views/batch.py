"""Imports: bring a file in, look at what was found, correct the matching, take the good rows, download the others, undo."""

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.downloads import XLSX, file_response
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request
from nennep.exchange import policy
from nennep.exchange.actions import draft as drafts
from nennep.exchange.actions.draft import TAKE, TRY
from nennep.exchange.actions.undo import undo_import
from nennep.exchange.forms import ENCODINGS, PARTS, UploadForm, choices, corrections
from nennep.exchange.mending import write_mendable
from nennep.exchange.models import BatchKind, BatchState, ImportBatch
from nennep.exchange.queries import batch as batches
from nennep.exchange.queries.row import shown
from nennep.jobs.actions import enqueue
from nennep.organizations.queries import unit as units
from nennep.organizations.scope import within

LARGE = 300_000  # bytes; beyond this a worker reads the file
ROWS = 100


def _importer(request: HttpRequest) -> Actor:
    actor = actor_of_request(request)
    require(bool(actor.paths(*policy.IMPORTERS)))
    return actor


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the imports into the units in reach."""
    page = page_of(batches.visible(_importer(request)), request.GET.get("page"))
    return render(request, "exchange/list.html", {"page": page})


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and look into it."""
    actor = _importer(request)
    reach = units.visible(actor).filter(within(actor.paths(*policy.IMPORTERS)), kind__is_party=True, dissolved_on=None)
    form = UploadForm(request.POST or None, request.FILES or None, units=reach, initial={"unit": actor.unit_id})
    if not form.is_valid():
        return render(request, "exchange/upload.html", {"form": form}, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        batch = drafts.open_draft(
            actor=actor,
            kind=BatchKind(data["kind"]),
            unit=data["unit"],
            upload=data["file"],
            create_units=data["create_units"],
            now=clock.now(),
        )
    except Refused as refusal:
        form.add_error("file", sentence(refusal))
        return render(request, "exchange/upload.html", {"form": form}, status=422)
    return _try(request, batch)


def _try(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Try a draft at once, or by a worker when the file is large; a file that cannot be read is thrown away again."""
    actor, address = actor_of_request(request), reverse("exchange:batch", args=[batch.pk])
    if batch.file and batch.file.size > LARGE:
        job = enqueue(actor, TRY, {"batch": batch.pk, "url": address})
        return redirect("jobs:progress", job.pk)
    try:
        drafts.try_draft(actor=actor, batch=batch, today=clock.today(), now=clock.now())
    except Refused:
        if not batch.findings:
            drafts.drop_draft(actor=actor, batch=batch)
        raise
    return redirect(address)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an import: what was found, and the verdict on every row."""
    batch = batches.visible_or_404(actor_of_request(request), pk)
    outcome = request.GET.get("outcome", "")
    page = page_of(batches.rows(batch, outcome), request.GET.get("page"), ROWS)
    context = {
        "batch": batch,
        "is_draft": batch.state == BatchState.DRAFT,
        "page": page,
        "rows": [shown(row) for row in page],
        "outcome": outcome,
        "sheets": list(choices(batch.kind, batch.findings)),
        "encodings": ENCODINGS,
        "parts": PARTS if batch.kind == BatchKind.WORKBOOK else (),
        "all": sum(batch.summary.values()),
        "good": sum(batch.summary.get(name, 0) for name in ("created", "updated")),
    }
    return render(request, "exchange/batch.html", context)


@login_required
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the draft again as corrected by hand."""
    actor = actor_of_request(request)
    batch = batches.visible_or_404(actor, pk)
    before = batch.settings.get("sheets", {})
    sheets = {**before, **corrections(batch.kind, batch.findings, request.POST, before)}
    drafts.correct_draft(actor=actor, batch=batch, sheets=sheets, create_units=bool(request.POST.get("create_units")))
    batch.refresh_from_db()
    return _try(request, batch)


@login_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the good rows in."""
    actor = actor_of_request(request)
    batch = batches.visible_or_404(actor, pk)
    address = reverse("exchange:batch", args=[batch.pk])
    if batch.file and batch.file.size > LARGE:
        job = enqueue(actor, TAKE, {"batch": batch.pk, "url": address}, key=f"{TAKE}:{batch.pk}")
        return redirect("jobs:progress", job.pk)
    done = drafts.take_draft(actor=actor, batch=batch, today=clock.today(), now=clock.now())
    messages.success(request, _("Taken in: %(created)d new, %(updated)d updated.") % done.summary)
    return redirect(address)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of_request(request)
    drafts.drop_draft(actor=actor, batch=batches.visible_or_404(actor, pk))
    return redirect("exchange:list")


@login_required
@require_GET
def rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the rows that were not taken, with their reasons, ready to mend and send in again."""
    batch = batches.visible_or_404(actor_of_request(request), pk)
    target = BytesIO()
    write_mendable(target, batch.kind, batches.refused(batch))
    return file_response(f"khong-nhan-{batch.pk}.xlsx", target.getvalue(), XLSX)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    actor = actor_of_request(request)
    undo_import(actor=actor, batch=batches.visible_or_404(actor, pk), now=clock.now())
    messages.success(request, _("The import was taken back."))
    return redirect("exchange:batch", pk)
