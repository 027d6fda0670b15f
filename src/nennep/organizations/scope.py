"""From places in the tree to conditions: 'at or below one of these units' as a range of one index."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left
from django.db.models.lookups import Exact

STOOD_BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT placement.unit_id FROM organizations_placement AS placement
            JOIN below ON placement.parent_id = below.id JOIN organizations_unit AS placed ON placed.id = placement.unit_id
        WHERE (placement.starts_on IS NULL OR placement.starts_on <= %s)
            AND (placement.ends_on IS NULL OR placement.ends_on >= %s
                OR (placement.ends_on >= %s AND placed.dissolved_on = placement.ends_on))
    ) SELECT id FROM below
"""
LINEAGE = """
    WITH RECURSIVE line (id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT link.predecessor_id FROM organizations_successorlink AS link JOIN line ON link.successor_id = line.id
        WHERE link.share <> 'part'
    ) SELECT id FROM line
"""
TOP = "z"  # sorts after the digits of which paths are made, under every collation
STEP = 8  # characters of a path for each level
REGION = 2 * STEP  # the root and what stands right below it: a province


class Tree(StrEnum):
    """On which tree something is asked: today's, or that of the day which is asked about."""

    NOW = "now"
    THEN = "then"


def within(paths: Iterable[str], field: str = "path") -> Q:
    """Return the condition that the unit path in `field` lies at or below one of `paths`.

    The empty path is the root of everything; no path at all matches nothing.
    """
    condition = Q(pk__in=[])
    for path in paths:
        if path == "":
            return Q()
        condition |= Q(**{f"{field}__gte": path, f"{field}__lt": path + TOP})
    return condition


def outermost(paths: Iterable[str]) -> list[str]:
    """Return the paths without those that lie below another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):  # what lies below a path comes right behind it
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def region_of(path: str) -> str:
    """Return the region of the unit at `path`: the begin of the path, down to the province."""
    return path[:REGION]


def are_regions(paths: Iterable[str]) -> bool:
    """Say whether the units at `paths` are whole regions (provinces), or above these."""
    return all(len(path) <= REGION for path in paths)


def in_regions(paths: Iterable[str], field: str = "region") -> Q:
    """Return the condition that the region in `field` (the first steps of a path) lies at or below units that are such: `are_regions`.

    A root is compared with the begin of the region. A range would ask an index that begins with it, and so go through everybody.
    """
    asked = list(paths)
    if "" in asked:
        return Q()
    whole = [path for path in asked if len(path) == REGION]
    condition = Q(**{field: whole[0]}) if len(whole) == 1 else Q(**{f"{field}__in": whole})
    for top in set(asked).difference(whole):
        condition |= Q(Exact(Left(field, STEP), top))
    return condition


def ancestors_of(path: str) -> list[int]:
    """Return the ids of the unit at `path` and of all above it, from the root."""
    return [int(path[start : start + STEP]) for start in range(0, len(path), STEP)]


def stood_below(unit_id: int, day: date, field: str, since: date | None = None) -> Q:
    """Return the condition that the unit in `field` (named by its path, 'unit__path') stood at or below a unit on a day.

    With `since` also one that ended between that day and `day`, by its last place: what happened there in a year is not lost.
    """
    values = [unit_id, day.isoformat(), day.isoformat(), (since or day).isoformat()]
    return Q(**{f"{field.removesuffix('path')}in": RawSQL(STOOD_BELOW, values)})  # noqa: S611  # nosec B611 - constants


def below_on(places: Iterable[tuple[int, str]], tree: Tree, day: date, field: str, since: date | None = None) -> Q:
    """Return the condition that the unit in `field` ('unit__path') lies at or below one of `places` today, or stood there on a day.

    Places are (id, path); the empty path is the root of everything. `since`: as in `stood_below`.
    """
    asked = list(places)
    if tree == Tree.NOW or any(path == "" for _id, path in asked):
        return within((path for _id, path in asked), field)
    condition = Q(pk__in=[])
    for unit_id, _path in asked:
        condition |= stood_below(unit_id, day, field, since)
    return condition


def lineage(unit_id: int) -> RawSQL:
    """Return the ids of a unit and of those from which it took over, wholly or in the main, in any generation."""
    return RawSQL(LINEAGE, [unit_id])  # noqa: S611  # nosec B611 - a constant
