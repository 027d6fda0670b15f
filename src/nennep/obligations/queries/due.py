"""Who must learn what by when: the lines in an actor's reach, on any day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from nennep.core.actors import Actor
from nennep.obligations import policy
from nennep.obligations.models import Requirement
from nennep.obligations.queries.line import Line
from nennep.obligations.queries.lines import Lines
from nennep.obligations.queries.requirement import Asked, asked_on
from nennep.obligations.rules.state import SETTLED, State
from nennep.organizations.models import Unit
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import Tree, within
from nennep.people.models import Membership, Person
from nennep.people.policy import READERS, reach_on
from nennep.people.queries.person import named

NOT_DONE = frozenset(State) - {State.DONE}
UNSETTLED = frozenset(State) - SETTLED


@dataclass(frozen=True, slots=True)
class DueFilter:
    """What lines are narrowed to; empty fields narrow nothing.

    `requirement` is a code, `program` a code of a program that settles it; `timing` is 'overdue', 'soon', 'unplanned' or
    'expiring' (of done lines); `q` are words of the name or code; `people` are ids (None: everybody).
    """

    requirement: str = ""
    program: str = ""
    states: frozenset[State] = NOT_DONE
    timing: str = ""
    q: str = ""
    people: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines of one requirement are in which state."""

    requirement: Requirement
    by_state: dict[State, int]
    overdue: int
    soon: int
    unplanned: int
    expiring: int

    @property
    def waiting(self) -> int:
        """Lines that nothing settles yet."""
        return sum(count for state, count in self.by_state.items() if state in UNSETTLED)

    @property
    def done(self) -> int:
        """Lines that are done."""
        return self.by_state.get(State.DONE, 0)

    @property
    def total(self) -> int:
        """All lines."""
        return sum(self.by_state.values())


def lines(
    actor: Actor,
    unit: Unit | None,
    as_of: date,
    narrowed: DueFilter | None = None,
    tree: Tree = Tree.NOW,
    *,
    asked_that_day: Iterable[Asked] | None = None,
) -> Lines:
    """Return the lines of the people who belonged to `unit` or below on a day (None: to any unit in reach).

    They come by due day, then given name; those without a due day last. They are not read yet: a slice, an iteration and a
    count are one statement each. `asked_that_day` is what `asked_on` gives, where the caller has it.
    """
    narrowed = narrowed or DueFilter()
    asked = [one for one in (asked_on(as_of) if asked_that_day is None else asked_that_day) if _is_asked(one, narrowed)]
    people = _seen(actor, unit, as_of, tree).filter(*_named(narrowed))
    return Lines(asked, people, as_of, narrowed.states, narrowed.timing)


def counts(found: Lines) -> list[Count]:
    """Return the counts of each requirement in force on the day, done lines included; requirements without a line count zero."""
    return add_up([one.requirement for one in found.asked], [(one, *rest) for one, *rest in found.counts()])


def add_up(requirements: Iterable[Requirement], rows: Iterable[tuple[Any, ...]]) -> list[Count]:
    """Return the counts of requirements from rows of (asked, state, lines, overdue, soon, unplanned, expiring)."""
    tallies = {one.pk: Count(one, {}, 0, 0, 0, 0) for one in requirements}
    for one, state, number, overdue, soon, unplanned, expiring in rows:
        before = tallies[one.requirement.pk]
        tallies[one.requirement.pk] = Count(
            one.requirement, before.by_state | {state: number}, before.overdue + overdue, before.soon + soon,
            before.unplanned + unplanned, before.expiring + expiring,
        )  # fmt: skip
    return list(tallies.values())


def sums(tallies: Iterable[Count]) -> dict[str, int]:
    """Return the figures over all requirements: open ends (`waiting`), `overdue`, `soon`, `unplanned`, `expiring`, `waived`, `done`."""
    listed = list(tallies)
    figures = {name: sum(getattr(one, name) for one in listed) for name in ("waiting", "overdue", "soon", "unplanned", "expiring")}
    return figures | {state.value: sum(one.by_state.get(state, 0) for one in listed) for state in sorted(SETTLED)}


def units_to_choose(actor: Actor, chosen: int | None) -> QuerySet[Unit]:
    """Return units in reach to narrow a list to: where one acts and the one chosen, each with the units directly below."""
    near = {pk for pk in (actor.unit_id, chosen) if pk is not None} or {grant.unit_id for grant in actor.grants}
    return Unit.objects.filter(Q(pk__in=near) | Q(parent__in=near), within(actor.paths(*READERS))).order_by("path")


def for_person(person: Person, as_of: date) -> list[Line]:
    """Return all lines of one person on a day, done and waived ones included; the caller has asked whether the actor may see her."""
    return Lines(asked_on(as_of), members(None, as_of).filter(person=person), as_of).all()


def members(unit: Unit | None, as_of: date) -> QuerySet[Membership]:
    """Return the memberships of a day in a unit and below (None: everywhere); the caller narrows them to what the actor may see."""
    rows = Membership.objects.filter(in_force(as_of))
    return rows if unit is None else rows.filter(within([unit.path], "unit__path"))


def _seen(actor: Actor, unit: Unit | None, as_of: date, tree: Tree) -> QuerySet[Membership]:
    if tree == Tree.THEN:
        return Membership.objects.filter(in_force(as_of), reach_on(actor, unit, tree, as_of))
    return members(unit, as_of).filter(policy.visible_memberships(actor))


def _is_asked(one: Asked, narrowed: DueFilter) -> bool:
    fits = not narrowed.requirement or one.requirement.code == narrowed.requirement
    programs = {one.requirement.program.code, *(program.code for program in one.requirement.also_satisfied_by.all())}
    return fits and (not narrowed.program or narrowed.program in programs)


def _named(narrowed: DueFilter) -> list[Q]:
    words = named(narrowed.q, "person__")
    return [words] if narrowed.people is None else [words, Q(person_id__in=narrowed.people)]
