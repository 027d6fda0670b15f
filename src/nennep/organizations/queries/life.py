"""What a page says of a unit that is not there on the day asked: since when, and where its people and work are or were."""

from dataclasses import dataclass
from datetime import date

from nennep.core.actors import Actor
from nennep.organizations import policy
from nennep.organizations.models import SuccessorLink, Unit


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit that took over, or from which was taken over; `visible`: the actor may open it."""

    unit: Unit
    visible: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """A unit that ended, its last day, and the units in being that took over, perhaps in several steps."""

    unit: Unit
    last_day: date
    heirs: list[Relative]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A unit that began, its first day, and from whom it took over then."""

    unit: Unit
    first_day: date
    origins: list[Relative]


def ending_of(actor: Actor, unit: Unit | None, day: date) -> Ending | None:
    """Return how a unit ended before a day, None of one that had not (a query a generation)."""
    if unit is None or unit.dissolved_on is None or unit.dissolved_on >= day:
        return None
    return Ending(unit, unit.dissolved_on, _seen(actor, _in_being_after(unit)))


def beginning_of(actor: Actor, unit: Unit | None, day: date) -> Beginning | None:
    """Return how a unit began after a day, None of one that was there."""
    if unit is None or unit.founded_on is None or unit.founded_on <= day:
        return None
    links = SuccessorLink.objects.filter(successor=unit).select_related("predecessor").order_by("predecessor__path")
    return Beginning(unit, unit.founded_on, _seen(actor, [link.predecessor for link in links]))


def _seen(actor: Actor, units: list[Unit]) -> list[Relative]:
    return [Relative(one, policy.can_see_unit(actor, one)) for one in units]


def _in_being_after(unit: Unit) -> list[Unit]:
    """Return the units in being that took over from `unit`, through those that ended since; the unit above, where nobody is named."""
    found: dict[int, Unit] = {}
    asked, seen = {unit.pk}, {unit.pk}
    while asked:
        links = SuccessorLink.objects.filter(predecessor__in=asked).select_related("successor").order_by("successor__path")
        reached = {link.successor_id: link.successor for link in links if link.successor_id not in seen}
        found |= {pk: one for pk, one in reached.items() if one.dissolved_on is None}
        asked = {pk for pk, one in reached.items() if one.dissolved_on is not None}
        seen |= reached.keys()
    if found:
        return list(found.values())
    above = unit.parent
    while above is not None and above.dissolved_on is not None:
        above = above.parent
    return [above] if above is not None else []
