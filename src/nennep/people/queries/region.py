"""The region of a person as it follows from memberships and tree; `Person.region` keeps it."""

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left

from nennep.organizations.scope import REGION
from nennep.people.models import Membership, Person


def following() -> Coalesce:
    """Return the begin of the path of the unit of the open membership, else of the one that ended last; '' for none."""
    memberships = Membership.objects.filter(person=OuterRef("pk")).order_by(F("ends_on").desc(nulls_first=True), "-pk")
    return Coalesce(Subquery(memberships.values(region=Left("unit__path", REGION))[:1]), Value(""), output_field=CharField())


def astray() -> QuerySet[Person]:
    """Return the people whose region is not what follows, each with that as `told`."""
    return Person.objects.order_by().annotate(told=following()).exclude(region=F("told"))
