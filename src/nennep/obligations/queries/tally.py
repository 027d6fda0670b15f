"""What a job counted ahead for large units, and whether it still agrees with the rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from nennep.audit.models import Entry
from nennep.core.actors import Actor, console
from nennep.obligations.models import DueTally
from nennep.obligations.queries.due import Count, DueFilter, add_up, counts, lines, sums
from nennep.obligations.queries.lines import Lines
from nennep.obligations.queries.requirement import Asked
from nennep.obligations.rules.state import SETTLED, State
from nennep.organizations.models import Unit
from nennep.organizations.scope import TOP
from nennep.people.policy import READERS
from nennep.people.queries.standing import by_standing

LISTED = 100_000  # lines of a unit up to which they are listed; above, its units are
STEP = 8  # characters of a path a level


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by requirement; `at` is when they were counted ahead (None: just now), for the unit at `path`."""

    counts: list[Count]
    at: datetime | None = None
    path: str = ""

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


def counted(actor: Actor, unit: Unit | None, as_of: date) -> Counted:
    """Return the counts of a day for a unit (None: the actor's reach): counted ahead where a job did so lately, else now."""
    tally = _tally(actor, unit.path if unit else "", as_of)
    if tally is None:
        return Counted(counts(actor, unit, as_of))
    return Counted(_unpack(tally.figures, as_of), tally.computed_at, tally.unit_path)


def people(actor: Actor, as_of: date) -> tuple[dict[str, int], datetime | None]:
    """Return how many people belong to the actor's reach, by standing, and when they were counted ahead (None: just now)."""
    tally = _tally(actor, "", as_of)
    return (tally.people, tally.computed_at) if tally else (by_standing(actor.paths(*READERS)), None)


def _tally(actor: Actor, path: str, as_of: date) -> DueTally | None:
    """Return what was counted ahead that day or the day before for a place in reach ('': the whole reach)."""
    reach = actor.paths(*READERS)
    place = path or (reach[0] if len(reach) == 1 else "")
    if not place or not any(place.startswith(top) for top in reach):
        return None
    return DueTally.objects.filter(unit_path=place, as_of__in=(as_of, as_of - timedelta(days=1))).first()


def below(path: str, as_of: date) -> list[tuple[Unit, dict[str, int]]]:
    """Return the units directly below a place that were counted ahead too, with their sums as `due.sums` gives them."""
    tallies = DueTally.objects.filter(unit_path__gte=path, unit_path__lt=path + TOP).exclude(unit_path=path)
    figures = {one.unit_path: one.figures for one in tallies if len(one.unit_path) == len(path) + STEP}
    units = Unit.objects.filter(path__in=figures).order_by("path")
    asked = {one.requirement.pk: one for one in lines(console(), None, as_of).asked} if figures else {}
    return [(unit, sums(_counts(asked, figures[unit.path]))) for unit in units]


def pack(found: Lines) -> list[list[Any]]:
    """Return counts as they are kept."""
    return [[one.requirement.pk, state.value, *numbers] for one, state, *numbers in found.counts()]


def _unpack(figures: list[list[Any]], as_of: date) -> list[Count]:
    return _counts({one.requirement.pk: one for one in lines(console(), None, as_of).asked}, figures)


def _counts(asked: dict[int, Asked], figures: list[list[Any]]) -> list[Count]:
    rows = [(asked[row[0]], State(row[1]), *row[2:]) for row in figures if row[0] in asked]
    return add_up([one.requirement for one in asked.values()], rows)


def differences() -> Iterator[Unit]:
    """Yield the units whose tally is not what their rows give, although nothing was recorded there since."""
    for tally in DueTally.objects.order_by("unit_path"):
        unit = Unit.objects.filter(path=tally.unit_path, dissolved_on=None).first()
        inside = Entry.objects.filter(unit_path__gte=tally.unit_path, unit_path__lt=tally.unit_path + TOP)
        if unit is None or inside.filter(at__gte=tally.computed_at).exists():
            continue
        same = sorted(pack(lines(console(), unit, tally.as_of))) == sorted(tally.figures)
        if not same or by_standing([unit.path]) != tally.people:
            yield unit
