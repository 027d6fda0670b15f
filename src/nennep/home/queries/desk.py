"""What waits for somebody today: one line for each thing to do, with the page that opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from nennep.core.actors import Actor, Role
from nennep.organizations.queries.scope import within
from nennep.people.models import MEMBER_STANDINGS, Membership

KEEPERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY)


@dataclass(frozen=True, slots=True)
class Line:
    """So many of something wait; `tone` is 'late', 'soon' or empty."""

    count: int
    text: str
    url: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the desk and the rows behind it."""

    label: str
    value: int
    url: str
    unit: str = ""
    note: str = ""
    tone: str = ""


Source = Callable[[Actor, date], Iterator[Line]]
SOURCES: list[Source] = []


def waiting(actor: Actor, today: date) -> list[Line]:
    """Return the lines of the desk that are not empty, the pressing ones first."""
    urgency = {"late": 0, "soon": 1, "": 2}
    lines = [line for source in SOURCES for line in source(actor, today) if line.count]
    return sorted(lines, key=lambda line: urgency[line.tone])


def figures(actor: Actor, today: date) -> list[Figure]:
    """Return the figures of whoever keeps people: members, those in probation."""
    paths = actor.paths(*KEEPERS)
    if not paths:
        return []
    open_rows = Membership.objects.filter(within(paths, "unit__path"), ends_on=None)
    members = open_rows.filter(standing__in=MEMBER_STANDINGS).count()
    probation = open_rows.filter(standing="probationary").count()
    people = reverse("people:list")
    return [
        Figure(_("Party members"), members, people, _("people")),
        Figure(_("In probation"), probation, f"{people}?standing=probationary", _("people")),
    ]
