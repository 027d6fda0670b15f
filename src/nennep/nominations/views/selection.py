"""The standing committee: order of priority, decision, the list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.errors import NotVisible, Refused, require
from nennep.core.web import actor_of_request
from nennep.documents.download import attachment, attachment_of
from nennep.documents.layout.sheet import to_xlsx
from nennep.documents.layout.word import to_docx
from nennep.documents.models import StoredFile
from nennep.documents.rules.file import MEDIA_TYPES
from nennep.nominations import policy
from nennep.nominations.actions import submission
from nennep.nominations.actions.selection import DECISIONS, decide_people, rank_person
from nennep.nominations.forms import PickForm, RankForm
from nennep.nominations.models import NominationState
from nennep.nominations.queries import round as rounds
from nennep.nominations.queries.list_paper import draft_paper
from nennep.nominations.queries.page import lists


@login_required
@require_POST
def rank(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one dossier at another place in the order of priority."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    dossier, _colon, position = request.POST.get("move", "").partition(":")
    form = RankForm({"pk": dossier, "position": position})
    if not form.is_valid():
        raise Refused("nobody_picked")
    rank_person(actor=actor, round=found, **form.cleaned_data)
    return redirect("nominations:round", pk)


@login_required
@require_POST
def select(request: HttpRequest, pk: int) -> HttpResponse:
    """Select, put in reserve, or not select the people picked."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    form = PickForm(request.POST, outcomes=[state.value for state in DECISIONS])
    if not form.is_valid():
        raise Refused("nobody_picked")
    reason = form.cleaned_data["reason"]
    decided = decide_people(
        actor=actor,
        round=found,
        ids=form.cleaned_data["pick"],
        outcome=NominationState(form.cleaned_data["outcome"]),
        reason=reason,
        override_reason=reason,
        today=clock.today(),
        now=clock.now(),
    )
    messages.success(request, ngettext("%(n)d person decided on.", "%(n)d people decided on.", decided) % {"n": decided})
    return redirect("nominations:round", pk)


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the list of those selected to the provider."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    made = submission.submit_list(actor=actor, round=found, today=clock.today(), now=clock.now())
    messages.success(request, _("The list %(symbol)s was sent.") % {"symbol": made.document.symbol})
    return redirect("nominations:round", pk)


@login_required
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send returned dossiers again."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    form = PickForm(request.POST)
    if not form.is_valid():
        raise Refused("nobody_picked")
    ids, note = form.cleaned_data["pick"], form.cleaned_data["reason"]
    sent = submission.resend_people(actor=actor, round=found, ids=ids, note=note, now=clock.now())
    messages.success(request, ngettext("%(n)d dossier sent again.", "%(n)d dossiers sent again.", sent) % {"n": sent})
    return redirect("nominations:round", pk)


@login_required
@require_GET
def list_docx(request: HttpRequest, pk: int) -> FileResponse:
    """Give a list as it was sent (`?list=`), else the draft of the next one, as a Word file."""
    return _list(request, pk, ".docx")


@login_required
@require_GET
def list_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """The same as a workbook."""
    return _list(request, pk, ".xlsx")


def _list(request: HttpRequest, pk: int, ending: str) -> FileResponse:
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    asked = request.GET.get("list", "")
    if asked:
        sent = lists(actor, found).filter(pk=int(asked) if asked.isdecimal() else 0).first()
        kept: StoredFile | None = None if sent is None else sent.document.file if ending == ".docx" else sent.sheet
        if kept is None:
            raise NotVisible
        return attachment(kept)
    require(policy.can_prepare(actor, found))
    paper = draft_paper(found, clock.today())
    content = to_docx(paper) if ending == ".docx" else to_xlsx(paper)
    return attachment_of(content, f"du-thao-danh-sach-{found.pk}{ending}", MEDIA_TYPES[ending])
