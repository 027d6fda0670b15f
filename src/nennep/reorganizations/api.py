"""Reorganizations in the HTTP API: a plan is put down or tried, carried out, its worklist settled, taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from nennep.accounts.idempotency import idempotent
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.api import Id, IsoDate, Paged, Problem, Window, window_of
from nennep.core.errors import Refused, require
from nennep.core.web import actor_of_request
from nennep.jobs.actions import enqueue
from nennep.organizations.queries import unit as units
from nennep.reorganizations import policy
from nennep.reorganizations.actions import plan as verbs
from nennep.reorganizations.actions.plan import CARRY_OUT, LARGE, Told
from nennep.reorganizations.actions.point import settle_points
from nennep.reorganizations.models import OpenPoint, Reorganization, Step
from nennep.reorganizations.queries import plan as plans
from nennep.reorganizations.queries import point as worklist
from nennep.reorganizations.rules.deed import Deed, Share
from nennep.reorganizations.rules.deed import Line as PlanLine
from nennep.reorganizations.wording import problem_text, reason_text
from nennep.vietnamese.text import compose

router = Router()
FIRST_DAY, LAST_DAY = date(1930, 2, 3), date(2199, 12, 31)
MOST = 20_000  # lines of a plan, and points settled at once
Code = Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
DeedName = Literal["establish", "rename", "retype", "move", "merge", "split", "dissolve"]
StateName = Literal["draft", "scheduled", "applied", "undone"]
READ = {400: Problem, 401: Problem, 403: Problem, 404: Problem}
WRITE = {**READ, 422: Problem}


class PlanLineIn(Schema):
    """One deed on one unit, as a row of the sheet says it."""

    deed: DeedName
    old: Code = Field("", description="Code of the unit it is about")
    new: Code = Field("", description="Code of the unit that results or takes over")
    name: Name = ""
    kind: Code = Field("", description="Code of a kind of unit, such as ward")
    parent: Code = Field("", description="Code of the unit above, after the plan")
    share: Literal["", "whole", "part", "part-default"] = ""


class PlanIn(Schema):
    """A plan: all of it happens on one day, by one decision."""

    lines: list[PlanLineIn] = Field(min_length=1, max_length=MOST)
    effective_on: IsoDate
    decision: Name = ""


class PlanLineOut(PlanLineIn):
    """A line of a plan that is put down."""

    number: int = Field(description="Its place in the plan, from 1")


class FoundOut(Schema):
    """What a plan does, or did: units by what becomes of them, rows by the reference that follows, and what is doubtful."""

    counts: dict[str, int]
    moved: dict[str, int]
    points: int = Field(description="How many things wait for a person to settle them")


class PlanOut(FoundOut):
    """A plan."""

    id: int
    decision: str
    effective_on: date
    unit: str | None = Field(description="Code of the unit below which everything happens; null: the whole tree")
    state: StateName
    open_points: int
    trouble: str = Field(description="Why it could not be carried out on its day")


class PointOut(Schema):
    """Something that was placed provisionally."""

    id: int
    what: str = Field(description="The reference that was placed, such as people.Post.unit")
    label: str
    was_at: str = Field(description="Code of the unit before")
    placed_at: str = Field(description="Code of the unit where it is now")
    reason: str
    text: str = Field(description="The reason in words")
    settled: bool


class PlanQuery(Window):
    """What narrows the list."""

    state: Literal["", "draft", "scheduled", "applied", "undone"] = ""


class PointQuery(Window):
    """What narrows the worklist."""

    settled: bool = False


class SettleIn(Schema):
    """Points, and the unit where they belong."""

    points: list[Id] = Field(min_length=1, max_length=MOST)
    to: Id | None = Field(None, description="Id of the unit; null: they stay where they are")


class SettledOut(Schema):
    """How many points were settled."""

    settled: int


@router.get("", response={200: Paged[PlanOut], **READ}, summary="Plans in reach, the latest day first")
def listed(request: HttpRequest, query: Annotated[PlanQuery, Query()]) -> dict[str, object]:
    """List plans."""
    found = plans.visible(_planner(request))
    rows, following = window_of(found.filter(state=query.state) if query.state else found, query)
    return {"items": [_plan(one) for one in rows], "next_offset": following}


@router.post("", response={201: PlanOut, **WRITE}, summary="Put a plan down; the same plan is put down once")
@idempotent
def draft(request: HttpRequest, body: PlanIn) -> Status[dict[str, object]]:
    """Put a plan down and find what it would do."""
    actor = _planner(request)
    with _rows_told():
        made = verbs.draft_plan(actor=actor, told=_told(body), now=clock.now())
    return Status(201, _shown(actor, made.pk))


@router.post("/trial", response={200: FoundOut, **WRITE}, summary="Say what a plan would do, and write nothing")
def trial(request: HttpRequest, body: PlanIn) -> dict[str, object]:
    """Try a plan."""
    actor = _planner(request)
    with _rows_told():
        return _found(verbs.try_plan(actor=actor, told=_told(body), now=clock.now()))


@router.get("/{plan_id}", response={200: PlanOut, **READ}, summary="One plan")
def one(request: HttpRequest, plan_id: Id) -> dict[str, object]:
    """Show one plan."""
    return _shown(_planner(request), plan_id)


@router.get("/{plan_id}/lines", response={200: Paged[PlanLineOut], **READ}, summary="The lines of a plan")
def lines(request: HttpRequest, plan_id: Id, query: Annotated[Window, Query()]) -> dict[str, object]:
    """List the lines."""
    rows, following = window_of(plans.visible_or_404(_planner(request), plan_id).steps.all(), query)
    return {"items": [_line(step) for step in rows], "next_offset": following}


@router.get("/{plan_id}/points", response={200: Paged[PointOut], **READ}, summary="The worklist of a plan that was carried out")
def points(request: HttpRequest, plan_id: Id, query: Annotated[PointQuery, Query()]) -> dict[str, object]:
    """List what is, or was, for a person to settle."""
    plan = plans.visible_or_404(_planner(request), plan_id)
    rows, following = window_of(worklist.points(plan, settled=query.settled), query)
    return {"items": [_point(point) for point in rows], "next_offset": following}


@router.post("/{plan_id}/points", response={200: SettledOut, **WRITE}, summary="Settle points of the worklist")
@idempotent
def settle(request: HttpRequest, plan_id: Id, body: SettleIn) -> dict[str, int]:
    """Settle points."""
    actor = _planner(request)
    plan = plans.visible_or_404(actor, plan_id)
    to = units.visible_or_404(actor, body.to) if body.to else None
    picked = list(worklist.points(plan).filter(pk__in=body.points))
    if len(picked) < len(set(body.points)):
        raise Refused("nothing_picked")
    return {"settled": settle_points(actor=actor, reorganization=plan, points=picked, to=to, now=clock.now())}


@router.post(
    "/{plan_id}/carry-out",
    response={200: PlanOut, 202: PlanOut, **WRITE},
    summary="Carry a plan out; before its day it waits (scheduled), a large one is left to a worker (202)",
)
@idempotent
def carry_out(request: HttpRequest, plan_id: Id) -> Status[dict[str, object]]:
    """Carry a plan out."""
    actor = _planner(request)
    plan = plans.visible_or_404(actor, plan_id)
    require(policy.can_handle(actor, plan))
    if plan.effective_on <= clock.today() and plan.steps.count() > LARGE:
        enqueue(
            actor, CARRY_OUT, {"plan": plan_id, "url": f"/reorganizations/{plan_id}/"}, key=f"{CARRY_OUT}:{plan_id}:{plan.state}"
        )
        return Status(202, _plan(plan))
    with _rows_told():
        verbs.carry_out(actor=actor, reorganization=plan, today=clock.today(), now=clock.now())
    return Status(200, _shown(actor, plan_id))


@router.post("/{plan_id}/undo", response={200: PlanOut, **WRITE}, summary="Take a plan back, as long as nothing was built on it")
@idempotent
def undo(request: HttpRequest, plan_id: Id) -> dict[str, object]:
    """Take a plan back."""
    actor = _planner(request)
    verbs.undo_plan(actor=actor, reorganization=plans.visible_or_404(actor, plan_id))
    return _shown(actor, plan_id)


def _planner(request: HttpRequest) -> Actor:
    actor = actor_of_request(request)
    require(policy.can_read(actor))
    return actor


@contextmanager
def _rows_told() -> Iterator[None]:
    """Tell a refused plan's lines one by one, as `errors` of the problem."""
    try:
        yield
    except Refused as refusal:
        problems = refusal.facts.get("problems", ())
        told = [{"row": one.number, "code": one.code, "text": problem_text(one)} for one in problems]  # type: ignore[attr-defined]  # as plan_impossible is raised
        raise Refused(refusal.reason, **{**refusal.facts, "errors": told}) from None


def _told(body: PlanIn) -> Told:
    if not FIRST_DAY <= body.effective_on <= LAST_DAY:
        raise Refused("plan_day_unlikely", day=body.effective_on.strftime("%d/%m/%Y"))
    rows = [
        PlanLine(
            number,
            Deed(line.deed),
            line.old.strip(),
            line.new.strip(),
            compose(line.name),
            line.kind.strip(),
            line.parent.strip(),
            Share(line.share) if line.share else None,
        )
        for number, line in enumerate(body.lines, start=1)
    ]
    return Told(rows, body.effective_on, compose(body.decision))


def _shown(actor: Actor, plan_id: int) -> dict[str, object]:
    return _plan(plans.visible_or_404(actor, plan_id))


def _plan(plan: Reorganization) -> dict[str, object]:
    return {
        "id": plan.pk,
        "decision": plan.decision,
        "effective_on": plan.effective_on,
        "unit": plan.unit.code if plan.unit else None,
        "state": plan.state,
        "open_points": plan.open_points,  # type: ignore[attr-defined]  # annotated by queries.plan.visible
        "trouble": plan.trouble,
        **_found(plan),
    }


def _found(plan: Reorganization) -> dict[str, object]:
    found = plan.findings
    return {"counts": found.get("counts", {}), "moved": found.get("moved", {}), "points": found.get("points", 0)}


def _line(step: Step) -> dict[str, object]:
    return {name: getattr(step, name) for name in ("number", "deed", "old", "new", "name", "kind", "parent", "share")}


def _point(point: OpenPoint) -> dict[str, object]:
    return {
        "id": point.pk,
        "what": point.name,
        "label": point.label,
        "was_at": point.was_at.code,
        "placed_at": point.placed_at.code,
        "reason": point.reason,
        "text": reason_text(point.reason),
        "settled": point.settled_at is not None,
    }
