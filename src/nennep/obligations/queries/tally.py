"""What a job counted ahead for large units, and whether it still agrees with the rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from nennep.audit.models import Entry
from nennep.core.actors import Actor, console
from nennep.obligations.models import DueRow, DueTally
from nennep.obligations.queries.due import Count, DueFilter, add_up, counts, lines, sums
from nennep.obligations.queries.lines import Lines
from nennep.obligations.queries.requirement import Asked, asked_on
from nennep.obligations.rules.state import SETTLED, State
from nennep.organizations.models import Unit
from nennep.organizations.scope import TOP, Tree
from nennep.people.policy import READERS
from nennep.people.queries.large import only_place
from nennep.people.queries.standing import by_standing

LISTED = 100_000  # lines of a unit up to which they are listed; above, its units are
STEP = 8  # characters of a path a level


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by requirement; `at` is when they were counted ahead (None: just now), as `tally` keeps them.

    `asked` are the requirements of the day.
    """

    counts: list[Count]
    asked: list[Asked]
    at: datetime | None = None
    tally: DueTally | None = None

    def is_too_long(self, requirement: str) -> bool:
        """Say whether a list of these lines (of one requirement, or '') would take too long to put in order."""
        asked = sum(one.total for one in self.counts if requirement in ("", one.requirement.code))
        return self.at is not None and asked > LISTED

    def lines(self, narrowed: DueFilter) -> int | None:
        """Return how many lines a list that is narrowed so has, None where the counts do not tell."""
        if narrowed.q or narrowed.program or narrowed.people is not None:
            return None
        asked = [one for one in self.counts if narrowed.requirement in ("", one.requirement.code)]
        if narrowed.timing:
            implied = frozenset({State.DONE}) if narrowed.timing == "expiring" else frozenset(State) - SETTLED
            return sum(getattr(one, narrowed.timing) for one in asked) if narrowed.states >= implied else None
        return sum(number for one in asked for state, number in one.by_state.items() if state in narrowed.states)


def counted(actor: Actor, unit: Unit | None, as_of: date, tree: Tree = Tree.NOW) -> Counted:
    """Return the counts of a day for a unit (None: the actor's reach): counted ahead where a job did so lately, else now."""
    tally, asked = _tally(actor, unit.path if unit else "", as_of) if tree == Tree.NOW else None, asked_on(as_of)
    if tally is None:
        return Counted(counts(lines(actor, unit, as_of, tree=tree, asked_that_day=asked)), asked)
    return Counted(_counts(asked, tally.figures), asked, tally.computed_at, tally)


def people(actor: Actor, as_of: date) -> tuple[dict[str, int], datetime | None]:
    """Return how many people belong to the actor's reach, by standing, and when they were counted ahead (None: just now)."""
    tally = _tally(actor, "", as_of)
    return (tally.people, tally.computed_at) if tally else (by_standing(actor.paths(*READERS)), None)


def _tally(actor: Actor, path: str, as_of: date) -> DueTally | None:
    """Return what was counted ahead that day or the day before for a place in reach ('': the whole reach)."""
    reach = actor.paths(*READERS)
    place = path or only_place(reach)
    if not place or not any(place.startswith(top) for top in reach):
        return None
    return DueTally.objects.filter(unit_path=place, as_of__in=(as_of, as_of - timedelta(days=1))).first()


def below(counted: Counted) -> list[tuple[Unit, dict[str, int]]]:
    """Return the units directly below that were counted ahead too, with their sums as `due.sums` gives them (two queries)."""
    path = counted.tally.unit_path if counted.tally else ""
    tallies = DueTally.objects.filter(unit_path__gt=path, unit_path__lt=path + TOP).only("unit_path", "figures")
    figures = {one.unit_path: one.figures for one in tallies if len(one.unit_path) == len(path) + STEP}
    units = Unit.objects.filter(path__in=figures).order_by("path")
    return [(unit, sums(_counts(counted.asked, figures[unit.path]))) for unit in units]


def kept_in_order(counted: Counted, narrowed: DueFilter) -> QuerySet[DueRow] | None:
    """Return the lines that a job put in order together with the counts; None where they do not tell what is asked."""
    if counted.tally is None or counted.is_too_long("") or narrowed.q or narrowed.program or narrowed.people is not None:
        return None
    wanted = {one.requirement.pk for one in counted.asked if narrowed.requirement in ("", one.requirement.code)}
    rows = DueRow.objects.filter(tally=counted.tally, state__in=[state.value for state in narrowed.states])
    rows = rows.filter(requirement_id__in=wanted) if narrowed.requirement else rows
    return (rows.filter(**{narrowed.timing: True}) if narrowed.timing else rows).order_by("position")


def pack(found: Lines) -> list[list[Any]]:
    """Return counts as they are kept."""
    return [[one.requirement.pk, state.value, *numbers] for one, state, *numbers in found.counts()]


def _counts(asked: Iterable[Asked], figures: list[list[Any]]) -> list[Count]:
    by_id = {one.requirement.pk: one for one in asked}
    rows = [(by_id[row[0]], State(row[1]), *row[2:]) for row in figures if row[0] in by_id]
    return add_up([one.requirement for one in by_id.values()], rows)


def differences() -> Iterator[Unit]:
    """Yield the units whose tally is not what their rows give, although nothing was recorded there since."""
    for tally in DueTally.objects.order_by("unit_path"):
        unit = Unit.objects.filter(path=tally.unit_path, dissolved_on=None).first()
        inside = Entry.objects.filter(unit_path__gte=tally.unit_path, unit_path__lt=tally.unit_path + TOP)
        if unit is None or inside.filter(at__gte=tally.computed_at).exists():
            continue
        found = lines(console(), unit, tally.as_of, DueFilter(states=frozenset(State)))
        same = sorted(pack(found)) == sorted(tally.figures) and by_standing([unit.path]) == tally.people
        if not same or not _is_in_order(tally, found):
            yield unit


def _is_in_order(tally: DueTally, found: Lines) -> bool:
    """Say whether the lines put in order are those found; where there are none, they were too many."""
    kept = list(tally.rows.order_by("position").values_list("person_id", "requirement_id", "state"))
    return not kept or kept == [(one.person_id, one.requirement.pk, one.state.value) for one in found.all()]
