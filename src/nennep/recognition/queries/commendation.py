"""Reads of commendations."""

from datetime import date

from django.db.models import F, Q, QuerySet

from nennep.core.actors import Actor
from nennep.organizations.models import Unit
from nennep.organizations.queries.unit import visible as visible_units
from nennep.organizations.scope import within
from nennep.people.models import Membership, Person
from nennep.people.queries.person import visible as visible_people
from nennep.recognition import policy
from nennep.recognition.models import Commendation
from nennep.vietnamese.text import fold


def listed(actor: Actor, *, text: str = "", year: int | None = None) -> QuerySet[Commendation]:
    """Return the commendations in reach, latest first, with whom they went to."""
    rows = Commendation.objects.filter(policy.visible_commendations(actor))
    if year is not None:
        rows = rows.filter(decided_on__year=year)
    for word in fold(text).split():
        whom = Q(unit__search_key__contains=word) | Q(person__search_key__contains=word)
        rows = rows.filter(Q(search_key__contains=word) | whom)
    return rows.select_related("unit", "person").order_by("-decided_on", "-pk")


def recordable_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units for which the actor may record, the highest first."""
    return visible_units(actor).filter(within(actor.paths(*policy.WRITERS))).order_by("kind__rank", "path")


def person_of_code(actor: Actor, code: str) -> Person | None:
    """Return the person in reach who bears a code, whatever its case."""
    return visible_people(actor).filter(code__iexact=code.strip()).first()


def unit_on(person: Person, day: date) -> Unit | None:
    """Return the unit to which a person belonged on a day; before the first membership, the unit of that one."""
    rows = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), person=person).select_related("unit")
    covering = rows.filter(Q(starts_on=None) | Q(starts_on__lte=day)).first()
    first = Membership.objects.filter(person=person).order_by(F("starts_on").asc(nulls_first=True)).first()
    found = covering or (rows.filter(pk=first.pk).first() if first else None)
    return found.unit if found else None
