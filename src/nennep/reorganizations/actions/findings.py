"""What a plan did, told for the page, the worklist and the log."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from nennep.audit.actions import Change, change
from nennep.organizations.following import Follow
from nennep.organizations.models import Unit
from nennep.reorganizations.actions.carry import CHUNK, Carried, Point
from nennep.reorganizations.actions.tree import Shaped
from nennep.reorganizations.models import Reorganization
from nennep.reorganizations.rules.body import Plan

Followed = tuple[Follow, Carried]


def summary(shaped: Shaped, carried: Sequence[Followed]) -> dict[str, Any]:
    """Return {counts, moved}: units by what was done to them, rows by the reference that followed."""
    moved: Counter[str] = Counter()
    for follow, one in carried:
        moved[follow.name] += one.moved
    return {"counts": shaped.counts, "moved": dict(+moved)}


def points_of(made: Plan, units: Mapping[str, Unit], shaped: Shaped, carried: Sequence[Followed]) -> list[tuple[Any, ...]]:
    """Return the worklist: reason, model, field, key, label, id of the unit before, id of the unit after."""
    found: list[tuple[Any, ...]] = []
    for key, doubt in made.implied.items():
        if doubt:
            was = units[key].parent_id
            now = shaped.ids[made.after[key].parent] if key in made.after else was
            found.append((doubt, "organizations.Unit", "parent", units[key].pk, units[key].name, was, now))
    for _, one in carried:
        found += [_row(point) for point in one.points]
    return found


def _row(point: Point) -> tuple[Any, ...]:
    follow = point.follow
    return point.reason, follow.model, follow.field, point.object_id, point.label, point.was_at, point.placed_at


def _paths(unit_ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    wanted = sorted(unit_ids)
    for start in range(0, len(wanted), CHUNK):
        found |= dict(Unit.objects.filter(pk__in=wanted[start : start + CHUNK]).values_list("pk", "path"))
    return found


def changes(
    reorganization: Reorganization, made: Plan, units: Mapping[str, Unit], shaped: Shaped, carried: Sequence[Followed]
) -> Iterator[Change]:
    top = reorganization.unit_path
    facts = {"plan": reorganization.pk, "decision": reorganization.decision}
    yield change("reorganizations.carry_out", reorganization, unit_path=top, **shaped.counts)
    paths = _paths(
        {shaped.ids[body.key] for body in made.new} | {units[key].pk for key in made.after} | set(shaped.course.heirs.values())
    )
    for body in made.new:
        pk = shaped.ids[body.key]
        yield Change("reorganizations.establish", "organizations.unit", pk, body.name, None, paths.get(pk, top), facts)
    for key in made.after:
        unit = units[key]
        told = {**facts, "name": [unit.name, made.after[key].name]} if unit.name != made.after[key].name else facts
        yield Change("reorganizations.change", "organizations.unit", unit.pk, unit.name[:200], None, paths.get(unit.pk, top), told)
    for key in made.endings:
        if made.ends(key):
            heir = shaped.ids[made.endings[key].main]
            unit = units[key]
            yield Change("reorganizations.end", "organizations.unit", unit.pk, unit.name[:200], None, paths.get(heir, top), facts)
    for follow, one in carried:
        for key_, person, was, now in one.people:
            label = follow.model.lower()
            yield Change("reorganizations.follow", label, key_, "", person, paths.get(now, top), {**facts, "unit": [was, now]})
