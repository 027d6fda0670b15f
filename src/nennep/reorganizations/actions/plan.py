"""The verbs of a plan: put down, tried, carried out, taken back, thrown away."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.bulk import insert_rows
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.following import declared
from nennep.organizations.models import Unit
from nennep.people.actions.steps import renew_regions
from nennep.reorganizations import policy
from nennep.reorganizations.actions.carry import carry
from nennep.reorganizations.actions.findings import Followed, changes, points_of, summary
from nennep.reorganizations.actions.ledger import Ledger
from nennep.reorganizations.actions.taking_back import take_back
from nennep.reorganizations.actions.tree import Shaped, shape
from nennep.reorganizations.models import OpenPoint, Reorganization, State, Step
from nennep.reorganizations.queries import plan as plans
from nennep.reorganizations.rules.body import Plan, Problem, key_of
from nennep.reorganizations.rules.deed import Line

CARRY_OUT = "reorganizations.carry_out"  # the kind of work
LARGE = 200  # steps; beyond this a worker carries the plan out
OF_ITSELF = frozenset(
    {
        "line_needs_old",
        "line_needs_new",
        "line_needs_name",
        "line_needs_kind",
        "line_needs_parent",
        "unit_not_in_being",
        "kind_unknown",
    }
)
SHOWN = 200  # points kept with a preview
STEP_COLUMNS = ("reorganization_id", "number", "deed", "old", "new", "name", "kind", "parent", "share")
POINT_COLUMNS = ("reorganization_id", "reason", "model", "field", "object_id", "label", "was_at_id", "placed_at_id")


@dataclass(frozen=True, slots=True)
class Told:
    """A plan as it was told: its lines, the day on which all of them happen, and the decision behind them.

    `unread` are lines that could not be read; with one of them the plan is refused, and the others are looked at nevertheless.
    """

    lines: Sequence[Line]
    effective_on: date
    decision: str = ""
    file_name: str = ""
    unread: Sequence[Problem] = ()

    @property
    def digest(self) -> str:
        """What two equal plans share."""
        facts = [self.effective_on.isoformat(), self.decision, [asdict(line) for line in self.lines]]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


@verb
def draft_plan(*, actor: Actor, told: Told, now: datetime) -> Reorganization:
    """Put a plan down and find what it would do. The same plan is put down once: one carried out is returned as it is.

    Raises:
        Forbidden: the actor does not administer what stands above the units touched.
        Refused: plan_empty; plan_impossible, with every line that cannot be done; what carrying it out refuses.
    """
    reorganization = _draft(actor, told, now)
    if reorganization.state == State.DRAFT:
        record(actor, [change("reorganizations.draft", reorganization, unit_path=reorganization.unit_path, steps=len(told.lines))])
    return reorganization


def try_plan(*, actor: Actor, told: Told, now: datetime) -> Reorganization:
    """Return what `draft_plan` would, and write nothing; `carry_out` of a plan already carried out is told by its state.

    Raises:
        What `draft_plan` raises.
    """
    with transaction.atomic(durable=True):
        reorganization = _draft(actor, told, now)
        transaction.set_rollback(True)
    return reorganization


def _draft(actor: Actor, told: Told, now: datetime) -> Reorganization:
    if not told.lines and not told.unread:
        raise Refused("plan_empty")
    same = plans.same_as(told.digest)
    if same is not None:
        require(policy.can_handle(actor, same))
        if same.state != State.DRAFT:
            return same
    units = plans.units_in_being(told.effective_on)
    made = _possible(plans.planned(list(told.lines), units), told.unread)
    above = _above(made, units)
    require(policy.can_reorganize(actor, above))
    reorganization = same or _put_down(actor, told, now)
    reorganization.unit = _top(above)
    reorganization.findings = _try(reorganization, made, units)
    reorganization.save(update_fields=["unit", "findings"])
    return reorganization


def _put_down(actor: Actor, told: Told, now: datetime) -> Reorganization:
    reorganization = Reorganization.objects.create(
        decision=told.decision,
        effective_on=told.effective_on,
        digest=told.digest,
        file_name=told.file_name,
        created_by_id=actor.user_id,
        created_at=now,
    )
    insert_rows(Step, STEP_COLUMNS, _steps(reorganization, told.lines))
    return reorganization


@verb
def carry_out(*, actor: Actor, reorganization: Reorganization, today: date, now: datetime) -> Reorganization:
    """Carry a plan out, all of it; one whose day has not come waits for it.

    Raises:
        Forbidden: the actor does not administer what stands above.
        Refused: plan_not_open; plan_impossible; plan_done_already; later_change; tree_too_deep.
    """
    reorganization = _locked(reorganization)
    require(policy.can_handle(actor, reorganization))
    if reorganization.state not in (State.DRAFT, State.SCHEDULED):
        raise Refused("plan_not_open", state=reorganization.get_state_display())
    if Reorganization.objects.filter(digest=reorganization.digest, state=State.APPLIED).exists():
        raise Refused("plan_done_already")
    if reorganization.effective_on > today:
        reorganization.state = State.SCHEDULED
        reorganization.save(update_fields=["state"])
        record(actor, [change("reorganizations.schedule", reorganization, unit_path=reorganization.unit_path)])
        return reorganization
    units = plans.units_in_being(reorganization.effective_on)
    made = _possible(plans.planned(plans.lines_of(reorganization), units))
    above = _above(made, units)
    require(policy.can_reorganize(actor, above))
    _lock(units[key] for key in {*made.endings, *made.after})
    log = Ledger()
    shaped, carried = _apply(reorganization, made, units, log)
    renew_regions(memberships=log.touched("people.Membership"), units=shaped.elsewhere)
    _write_points(reorganization, made, units, shaped, carried)
    log.write(reorganization)
    reorganization.state, reorganization.applied_at, reorganization.trouble = State.APPLIED, now, ""
    reorganization.summary = summary(shaped, carried)
    reorganization.save(update_fields=["state", "applied_at", "trouble", "summary"])
    record(actor, changes(reorganization, made, units, shaped, carried))
    return reorganization


@verb
def undo_plan(*, actor: Actor, reorganization: Reorganization) -> Reorganization:
    """Take a plan back, all of it: the tree and what followed are as before.

    Raises:
        Forbidden: the actor does not administer what stands above.
        Refused: plan_not_done; built_upon, with what stands in the way.
    """
    reorganization = _locked(reorganization)
    require(policy.can_handle(actor, reorganization))
    if reorganization.state == State.SCHEDULED:
        reorganization.state = State.DRAFT
        reorganization.save(update_fields=["state"])
    elif reorganization.state == State.APPLIED:
        take_back(reorganization)
        reorganization.state = State.UNDONE
        reorganization.save(update_fields=["state"])
    else:
        raise Refused("plan_not_done")
    record(actor, [change("reorganizations.undo", reorganization, unit_path=reorganization.unit_path)])
    return reorganization


@verb
def drop_plan(*, actor: Actor, reorganization: Reorganization) -> None:
    """Throw a draft away.

    Raises:
        Forbidden: the actor does not administer what stands above.
        Refused: plan_not_open, when it was carried out or waits for its day.
    """
    reorganization = _locked(reorganization)
    require(policy.can_handle(actor, reorganization))
    if reorganization.state != State.DRAFT:
        raise Refused("plan_not_open", state=reorganization.get_state_display())
    record(actor, [change("reorganizations.drop", reorganization, unit_path=reorganization.unit_path)])
    reorganization.delete()


@verb
def note_trouble(*, actor: Actor, reorganization: Reorganization, text: str) -> None:
    """Note why a plan could not be carried out on its day; it goes on waiting, for somebody to look at it."""
    require(policy.can_handle(actor, reorganization))
    reorganization.trouble = text[:500]
    reorganization.save(update_fields=["trouble"])
    record(actor, [change("reorganizations.trouble", reorganization, unit_path=reorganization.unit_path)])


def _locked(reorganization: Reorganization) -> Reorganization:
    return Reorganization.objects.select_for_update(of=("self",)).select_related("unit").get(pk=reorganization.pk)


def _lock(units: Iterable[Unit]) -> None:
    list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in units]).order_by("pk").values_list("pk"))


def _possible(made: Plan, unread: Sequence[Problem] = ()) -> Plan:
    """Refuse a plan with wrong lines; beside lines that could not be read, only what is wrong with a line in itself is told."""
    wrong = [one for one in made.problems if not unread or one.code in OF_ITSELF]
    if unread or wrong:
        problems = sorted([*unread, *wrong], key=lambda problem: problem.number)
        raise Refused("plan_impossible", problems=tuple(problems), count=len(problems))
    return made


def _above(made: Plan, units: Mapping[str, Unit]) -> list[Unit | None]:
    """Return what stands above the units touched and above those that take over, before and after, as far as it is there now."""
    keys = {key_of(body.parent) for body in (*made.after.values(), *made.new)}
    by_id = {unit.pk: unit for unit in units.values()}
    heirs = {heir.key for ending in made.endings.values() for heir in ending.heirs if heir.key in units}
    parents = {units[key].parent_id for key in (*made.endings, *heirs, *(made.after.keys() - made.implied.keys()))}
    new = {body.key for body in made.new}
    found = [by_id[pk] if pk else None for pk in parents]
    return found + [units[key] if key else None for key in keys if key not in new or key in units]


def _top(above: Sequence[Unit | None]) -> Unit | None:
    """Return the unit nearest above all of them, None when that is the whole tree."""
    paths = [unit.path if unit else "" for unit in above]
    shared = min(paths, default="")
    while shared and not all(path.startswith(shared) for path in paths):
        shared = shared[:-8]
    return Unit.objects.filter(path=shared).first() if shared else None


def _steps(reorganization: Reorganization, lines: Iterable[Line]) -> Iterator[tuple[Any, ...]]:
    for line in lines:
        share = line.share.value if line.share else ""
        yield reorganization.pk, line.number, line.deed.value, line.old, line.new, line.name, line.kind, line.parent, share


def _apply(reorganization: Reorganization, made: Plan, units: Mapping[str, Unit], log: Ledger) -> tuple[Shaped, list[Followed]]:
    shaped = shape(made, units, on=reorganization.effective_on, decision=reorganization.decision, log=log)
    return shaped, [(follow, carry(follow, shaped.course, log)) for follow in declared()]


def _try(reorganization: Reorganization, made: Plan, units: Mapping[str, Unit]) -> dict[str, Any]:
    """Carry a plan out and go back: what it does is what it will do."""
    with transaction.atomic():
        shaped, carried = _apply(reorganization, made, units, Ledger())
        points = sorted(points_of(made, units, shaped, carried), key=lambda point: point[5])  # a unit after the other
        names = dict(
            Unit.objects.filter(pk__in={pk for one in points[:SHOWN] for pk in (one[5], one[6])}).values_list("pk", "name")
        )
        shown = [[point[0], f"{point[1]}.{point[2]}", point[4], names[point[5]], names[point[6]]] for point in points[:SHOWN]]
        transaction.set_rollback(True)
    return {**summary(shaped, carried), "points": len(points), "shown": shown}


def _write_points(
    reorganization: Reorganization, made: Plan, units: Mapping[str, Unit], shaped: Shaped, carried: Sequence[Followed]
) -> None:
    rows = points_of(made, units, shaped, carried)
    insert_rows(OpenPoint, POINT_COLUMNS, [(reorganization.pk, *row) for row in rows])
