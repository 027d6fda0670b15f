"""What changed in one's reach, from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import OuterRef, Q, QuerySet, Subquery

from nennep.audit.models import Entry
from nennep.core.actors import Actor, Role
from nennep.organizations.scope import within
from nennep.people.models import Person

LOOKED_AT = 200  # entries among which the desk finds what one did to many
READERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY, Role.REGISTRAR)


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody did at once: its first entry, and how many others there are; `is_cut` when there may be more."""

    entry: Entry
    others: int
    is_cut: bool


def doings(rows: QuerySet[Entry], most: int) -> Sequence[Doing]:
    """Return the latest doings among the latest entries (one query): an import of a cell is one line of a desk, not thirty."""
    entries = list(rows[:LOOKED_AT])
    found = [list(group) for _, group in groupby(entries, key=lambda one: (one.at, one.actor_id, one.actor_name, one.action))]
    last = len(found) if len(entries) == LOOKED_AT else 0
    return [Doing(group[0], len(group) - 1, number == last) for number, group in enumerate(found[:most], 1)]


def _named(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Add `person_name`: whom an entry concerns, where it concerns somebody."""
    whom = Person.objects.filter(pk=OuterRef("person_id")).values("full_name")[:1]
    return rows.annotate(person_name=Subquery(whom)).order_by("-id")


def in_reach(actor: Actor) -> QuerySet[Entry]:
    """Return the entries about units in reach and about oneself, newest first; others' doings, not one's own."""
    mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    placed = within(actor.paths(*READERS), "unit_path") & ~Q(unit_path="")
    return _named(Entry.objects.filter(placed | mine).exclude(actor_id=actor.user_id or 0))


def since(actor: Actor, moment: datetime | None) -> QuerySet[Entry]:
    """Return what changed since one last looked; nothing for whoever never looked."""
    return in_reach(actor).filter(at__gt=moment) if moment else in_reach(actor).none()


def administered(actor: Actor, text: str = "") -> QuerySet[Entry]:
    """Return the whole log of the units that one administers, newest first; `text` is part of a name or an action."""
    rows = Entry.objects.filter(within(actor.paths(Role.ADMINISTRATOR), "unit_path"))
    if text:
        rows = rows.filter(Q(actor_name__icontains=text) | Q(object_label__icontains=text) | Q(action__icontains=text))
    return _named(rows)
