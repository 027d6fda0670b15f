"""The tree itself: units that begin, change and end, and their places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from nennep.core.bulk import insert_rows
from nennep.core.errors import Refused
from nennep.organizations.actions import steps
from nennep.organizations.models import FormerName, Placement, SuccessorLink, Unit
from nennep.reorganizations.actions.carry import Course, change
from nennep.reorganizations.actions.ledger import Ledger
from nennep.reorganizations.rules.body import Plan

CHUNK = 5000


@dataclass(slots=True)
class Shaped:
    """The tree after the plan: ids by key, the course for what follows, units that came into another region, units by what was done to them."""

    ids: dict[str, int]
    course: Course
    elsewhere: list[int]
    counts: dict[str, int] = field(default_factory=dict)


def shape(plan: Plan, units: Mapping[str, Unit], *, on: date, decision: str, log: Ledger) -> Shaped:
    """Carry the plan out on the tree; `units` are those in being, by key, with all columns.

    Raises:
        Refused: later_change, when a unit touched got its present place on or after the day; tree_too_deep.
    """
    _require_earlier_places(plan, units, on)
    ended = [key for key in plan.endings if plan.ends(key)]
    _close(ended, units, on, log)
    _free_codes(plan, units, log)
    made = _establish(plan, units, on, log)
    ids = {key: unit.pk for key, unit in units.items() if not plan.ends(key)} | made
    _change(plan, units, ids, on=on, decision=decision, log=log)
    _hand_over(plan, ended, units, ids, log)
    _link(plan, units, ids, on=on, decision=decision, log=log)
    elsewhere = steps.renew_paths()
    counts = {
        "new": len(made),
        "changed": len(plan.after.keys() - plan.implied.keys()),
        "ended": len(ended),
        "moved": len(plan.implied),
    }
    heirs = {units[key].pk: ids[plan.endings[key].main] for key in ended}
    doubts = {units[key].pk: ending.doubt for key, ending in plan.endings.items() if ending.doubt}
    return Shaped(ids, Course(heirs, doubts, on), elsewhere, counts)


def _rows(units: Iterable[Unit]) -> dict[int, dict[str, Any]]:
    return {unit.pk: {"code": unit.code, "name": unit.name, "kind_id": unit.kind_id, "parent_id": unit.parent_id,
                      "search_key": unit.search_key, "dissolved_on": unit.dissolved_on} for unit in units}  # fmt: skip


def _open_places(unit_ids: Sequence[int]) -> dict[int, Placement]:
    found: dict[int, Placement] = {}
    for start in range(0, len(unit_ids), CHUNK):
        rows = Placement.objects.filter(unit__in=unit_ids[start : start + CHUNK], ends_on=None)
        found |= {row.unit_id: row for row in rows}
    return found


def _require_earlier_places(plan: Plan, units: Mapping[str, Unit], on: date) -> None:
    touched = {units[key].pk: units[key] for key in (*plan.endings, *plan.after)}
    for pk, place in _open_places(sorted(touched)).items():
        if place.starts_on is not None and place.starts_on >= on:
            raise Refused("later_change", unit=touched[pk].name, day=place.starts_on.strftime("%d/%m/%Y"))


def _close(ended: Sequence[str], units: Mapping[str, Unit], on: date, log: Ledger) -> None:
    eve = on - timedelta(days=1)
    those = {units[key].pk: units[key] for key in ended}
    change(Unit, {pk: {"dissolved_on": eve} for pk in those}, _rows(those.values()), log)
    places = _open_places(sorted(those))
    change(
        Placement,
        {row.pk: {"ends_on": eve} for row in places.values()},
        {row.pk: {"ends_on": None} for row in places.values()},
        log,
    )


def _free_codes(plan: Plan, units: Mapping[str, Unit], log: Ledger) -> None:
    """Set codes that change aside, so that units may exchange them."""
    renamed = {units[key].pk: units[key] for key, body in plan.after.items() if body.code != units[key].code}
    change(Unit, {pk: {"code": f"~{pk}"} for pk in renamed}, _rows(renamed.values()), log)


def _establish(plan: Plan, units: Mapping[str, Unit], on: date, log: Ledger) -> dict[str, int]:
    rows = []
    for body in plan.new:
        above: Unit | str | None = None
        if body.parent:
            new = next((one.code for one in plan.new if one.key == body.parent), None) if body.parent not in units else None
            above = new if new is not None else units[body.parent]
        rows.append(steps.NewUnit(body.code, body.name, body.kind, above, on))
    made, _ = steps.add_units(rows)
    log.made("organizations.Unit", [unit.pk for unit in made])
    places = Placement.objects.filter(unit__in=[unit.pk for unit in made]).values_list("pk", flat=True)
    log.made("organizations.Placement", list(places))
    return {body.key: unit.pk for body, unit in zip(plan.new, made, strict=True)}


def _change(plan: Plan, units: Mapping[str, Unit], ids: Mapping[str, int], *, on: date, decision: str, log: Ledger) -> None:
    changes: dict[int, dict[str, Any]] = {}
    former: list[tuple[Any, ...]] = []
    moved: dict[int, int | None] = {}
    eve = on - timedelta(days=1)
    for key, body in plan.after.items():
        unit = units[key]
        parent = ids[body.parent] if body.parent else None
        told = {"code": body.code, "name": body.name, "kind_id": body.kind, "parent_id": parent,
                "search_key": steps.search_key(body.code, body.name)}  # fmt: skip
        before = _rows([unit])[unit.pk]
        if differing := {name: value for name, value in told.items() if before[name] != value}:
            changes[unit.pk] = differing
        if differing.keys() & {"code", "name", "kind_id"}:
            former.append((unit.pk, unit.code, unit.name, unit.kind_id, eve, decision))
        if "parent_id" in differing:
            moved[unit.pk] = parent
    change(Unit, changes, _rows(units[key] for key in plan.after), log)
    log.made(
        "organizations.FormerName", insert_rows(FormerName, ("unit_id", "code", "name", "kind_id", "ends_on", "decision"), former)
    )
    move(moved, on, log)


def move(moved: Mapping[int, int | None], on: date, log: Ledger) -> None:
    """Place units anew from a day, {id: id of the parent}; a place that began on the day is only corrected."""
    places = _open_places(sorted(moved))
    eve = on - timedelta(days=1)
    same = {pk: place for pk, place in places.items() if place.starts_on == on}
    older = {place.pk: {"ends_on": eve} for pk, place in places.items() if pk not in same}
    change(Placement, older, {key: {"ends_on": None} for key in older}, log)
    corrected = {place.pk: {"parent_id": moved[pk]} for pk, place in same.items()}
    change(Placement, corrected, {place.pk: {"parent_id": place.parent_id} for place in same.values()}, log)
    rows = [(pk, parent, on, None) for pk, parent in moved.items() if pk not in same]
    log.made("organizations.Placement", insert_rows(Placement, ("unit_id", "parent_id", "starts_on", "ends_on"), rows))


def _hand_over(plan: Plan, ended: Sequence[str], units: Mapping[str, Unit], ids: Mapping[str, int], log: Ledger) -> None:
    """Put what ended below who took over, so that its past counts there."""
    told = {units[key].pk: {"parent_id": ids[plan.endings[key].main]} for key in ended}
    change(Unit, told, _rows(units[key] for key in ended), log)


def _link(plan: Plan, units: Mapping[str, Unit], ids: Mapping[str, int], *, on: date, decision: str, log: Ledger) -> None:
    rows = [
        (units[key].pk, ids[heir.key], on, heir.share.value, decision)
        for key, ending in plan.endings.items()
        for heir in ending.heirs
        if ids[heir.key] != units[key].pk
    ]
    columns = ("predecessor_id", "successor_id", "on", "share", "decision")
    log.made("organizations.SuccessorLink", insert_rows(SuccessorLink, columns, rows))
