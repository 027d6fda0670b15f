"""Who sees and records commendations."""

from collections.abc import Callable
from functools import partial

from django.db.models import Exists, OuterRef, Q

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.people.models import Membership

READERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY)
WRITERS = (Role.ADMINISTRATOR, Role.OFFICER)


def can_read(actor: Actor) -> bool:
    """Say whether the actor works for any unit."""
    return bool(actor.paths(*READERS))


def can_record_any(actor: Actor) -> bool:
    """Say whether there is a unit for which the actor records commendations."""
    return bool(actor.paths(*WRITERS))


def can_record(actor: Actor, unit: Unit) -> bool:
    """Officers and administrators record the commendations of the units in their reach, and of their people."""
    return actor.holds(unit.path, *WRITERS)


def visible_commendations(actor: Actor) -> Q:
    """Return the commendations of units in reach, and of people who belonged to one on the day."""
    return commended_within(actor.paths(*READERS))


def commended_within(paths: list[str]) -> Q:
    """Return the commendations of units at or below `paths`, and of people who belonged there on the day.

    Of somebody whose first membership began later, as of one praised before admission, that first one counts.
    """
    return Q() if paths == [""] else commended_where(partial(within, paths))


def commended_where(lies: Callable[[str], Q]) -> Q:
    """Return the commendations of units for which a condition on the path in a field holds, and of people who belonged there on the day."""
    earlier = Membership.objects.filter(Q(starts_on=None) | Q(starts_on__lt=OuterRef("starts_on")), person=OuterRef("person"))
    begun = Q(starts_on=None) | Q(starts_on__lte=OuterRef("decided_on")) | ~Q(Exists(earlier))
    belonged = Membership.objects.filter(
        lies("unit__path"), begun, Q(ends_on=None) | Q(ends_on__gte=OuterRef("decided_on")), person=OuterRef("person")
    )
    return lies("unit__path") | Q(Exists(belonged))
