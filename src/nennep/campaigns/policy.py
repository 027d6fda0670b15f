"""Who reads about study events."""

from django.db.models import Exists, OuterRef, Q

from nennep.attendance.models import Attendee
from nennep.core.actors import Actor, Role
from nennep.organizations.scope import within

READERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY)


def can_read(actor: Actor) -> bool:
    """Say whether the actor works for any unit."""
    return bool(actor.paths(*READERS))


def visible_events(actor: Actor) -> Q:
    """Return the events that a unit in reach held, or at which its people were expected."""
    paths = actor.paths(*READERS)
    if paths == [""]:
        return Q()
    expected = Attendee.objects.filter(within(paths, "unit__path"), gathering=OuterRef("gathering"))
    return within(paths, "organizer__path") | Q(Exists(expected))


def visible_attendees(actor: Actor) -> Q:
    """Return the attendees who belonged to a unit in reach on the day."""
    return within(actor.paths(*READERS), "unit__path")
