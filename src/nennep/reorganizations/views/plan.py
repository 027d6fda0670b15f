"""Reorganizations: a plan from a sheet or for one unit, its preview, carrying it out, its worklist, taking it back."""

from io import BytesIO
from tempfile import NamedTemporaryFile

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
from nennep.jobs.actions import enqueue
from nennep.organizations.queries import unit as units
from nennep.reorganizations import policy
from nennep.reorganizations.actions import plan as verbs
from nennep.reorganizations.actions.plan import CARRY_OUT, LARGE, Told
from nennep.reorganizations.actions.point import settle_points
from nennep.reorganizations.forms import DEED_FORMS, DeedForm, SettleForm, SheetForm
from nennep.reorganizations.models import DEED_LABELS, Reorganization, State
from nennep.reorganizations.queries import plan as plans
from nennep.reorganizations.queries import point as worklist
from nennep.reorganizations.queries.step import told as told_lines
from nennep.reorganizations.reading import read_plan, write_template
from nennep.reorganizations.rules.deed import Deed
from nennep.reorganizations.wording import counted, noun_of, problem_text, reason_text, shown_points

ROWS = 100


def _planner(request: HttpRequest) -> Actor:
    actor = actor_of_request(request)
    require(policy.can_read(actor))
    return actor


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the plans in reach."""
    page = page_of(plans.visible(_planner(request)), request.GET.get("page"))
    return render(request, "reorganizations/list.html", {"page": page})


@login_required
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Give the empty sheet of a plan."""
    _planner(request)
    target = BytesIO()
    write_template(target)
    return file_response("mau-sap-xep.xlsx", target.getvalue(), XLSX)


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Take a plan from a sheet."""
    actor = _planner(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    wrong: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            return redirect("reorganizations:plan", _from_sheet(actor, form).pk)
        except Refused as refusal:
            form.add_error("effective_on" if refusal.reason == "plan_without_day" else "file", sentence(refusal))
            wrong = _problems(refusal)
    return render(request, "reorganizations/upload.html", {"form": form, "wrong": wrong}, status=422 if form.is_bound else 200)


def _from_sheet(actor: Actor, form: SheetForm) -> Reorganization:
    data = form.cleaned_data
    with NamedTemporaryFile() as kept:
        for chunk in data["file"].chunks():
            kept.write(chunk)
        kept.flush()
        found = read_plan(kept.name, data["file"].name)
    day = found.effective_on or data["effective_on"]
    if day is None:
        raise Refused("plan_without_day")
    told = Told(found.lines, day, found.decision or data["decision"], data["file"].name[:200], found.problems)
    return verbs.draft_plan(actor=actor, told=told, now=clock.now())


def _problems(refusal: Refused) -> list[tuple[int, str]]:
    problems = refusal.facts.get("problems", ())
    return [(one.number, problem_text(one)) for one in problems]  # type: ignore[attr-defined]  # as plan_impossible is raised


@login_required
def unit(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Plan one deed on one unit."""
    actor = actor_of_request(request)
    of = units.visible_or_404(actor, pk)
    require(policy.can_reorganize(actor, [of.parent]))
    kind = DEED_FORMS[Deed(deed)]
    reach = units.visible(actor).filter(dissolved_on=None)
    form = kind(
        request.POST or None, unit=of, units=reach, initial={"effective_on": clock.today(), "name": of.name, "kind": of.kind_id}
    )
    if form.is_valid():
        plan = _from_form(actor, form)
        if plan is not None:
            return redirect("reorganizations:plan", plan.pk)
    context = {"form": form, "unit": of, "deed": DEED_LABELS[Deed(deed)]}
    return render(request, "reorganizations/unit.html", context, status=422 if form.is_bound else 200)


def _from_form(actor: Actor, form: DeedForm) -> Reorganization | None:
    data = form.cleaned_data
    try:
        return verbs.draft_plan(actor=actor, told=Told(form.lines(), data["effective_on"], data["decision"]), now=clock.now())
    except Refused as refusal:
        for _number, text in _problems(refusal) or [(0, sentence(refusal))]:
            form.add_error(None, text)
        return None


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan: its lines, what it does or did, what is for a person to settle."""
    actor = actor_of_request(request)
    plan = plans.visible_or_404(actor, pk)
    is_done, is_draft = plan.state == State.APPLIED, plan.state == State.DRAFT
    on_lines = not is_done or request.GET.get("show") == "lines"
    number = request.GET.get("page")
    lines, points = page_of(plan.steps.all(), number, ROWS), page_of(worklist.points(plan), number, ROWS)
    waiting = [] if on_lines else list(points)
    people = worklist.people_of(waiting)
    context = {
        "plan": plan,
        "counts": counted(plan.summary if is_done else plan.findings),
        "is_draft": is_draft,
        "is_done": is_done,
        "is_waiting": plan.state == State.SCHEDULED,
        "tabs": _tabs(plan, on_lines=on_lines) if is_done else [],
        "on_lines": on_lines,
        "page": lines if on_lines else points,
        "told": told_lines(plan, list(lines)) if on_lines else [],
        "worklist": [(point, people.get(point.pk), noun_of(point.name), reason_text(point.reason)) for point in waiting],
        "preview": shown_points(plan.findings) if is_draft else [],
        "heirs": worklist.heirs_of_points(waiting, plan),
        "may": policy.can_handle(actor, plan),
    }
    return render(request, "reorganizations/plan.html", context)


def _tabs(plan: Reorganization, *, on_lines: bool) -> list[dict[str, object]]:
    points = worklist.points(plan).count()
    return [
        {"label": _("For a person to settle"), "url": "?", "active": not on_lines, "count": points},
        {"label": _("Lines of the plan"), "url": "?show=lines", "active": on_lines, "count": plan.steps.count()},
    ]


@login_required
@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry a plan out, at once or by a worker when it is large; one whose day has not come waits."""
    actor = actor_of_request(request)
    plan = plans.visible_or_404(actor, pk)
    require(policy.can_handle(actor, plan))
    address = reverse("reorganizations:plan", args=[pk])
    if plan.effective_on <= clock.today() and plan.steps.count() > LARGE:
        job = enqueue(actor, CARRY_OUT, {"plan": pk, "url": address}, key=f"{CARRY_OUT}:{pk}:{plan.state}")
        return redirect("jobs:progress", job.pk)
    done = verbs.carry_out(actor=actor, reorganization=plan, today=clock.today(), now=clock.now())
    if done.state == State.APPLIED:
        messages.success(request, _("The plan was carried out."))
    else:
        messages.success(request, _("The plan waits for its day."))
    return redirect(address)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a plan back."""
    actor = actor_of_request(request)
    verbs.undo_plan(actor=actor, reorganization=plans.visible_or_404(actor, pk))
    messages.success(request, _("The plan was taken back."))
    return redirect("reorganizations:plan", pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of_request(request)
    verbs.drop_plan(actor=actor, reorganization=plans.visible_or_404(actor, pk))
    return redirect("reorganizations:list")


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle points of the worklist."""
    actor = actor_of_request(request)
    plan = plans.visible_or_404(actor, pk)
    require(policy.can_handle(actor, plan))
    open_points = worklist.points(plan)
    form = SettleForm(request.POST, points=list(open_points.values_list("pk", flat=True)), units=units.in_being())
    if not form.is_valid():
        raise Refused("nothing_picked")
    picked = list(open_points.filter(pk__in=form.cleaned_data["points"]))
    count = settle_points(actor=actor, reorganization=plan, points=picked, to=form.cleaned_data["to"], now=clock.now())
    messages.success(request, _("%(count)d settled.") % {"count": count})
    return redirect("reorganizations:plan", pk)
