"""Who stood where on a day: the list of people as it was, on today's tree or on that of the day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nennep.core.actors import Actor
from nennep.organizations.models import Unit
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import Tree
from nennep.people.models import Membership, Person, TheoryLevel
from nennep.people.policy import reach_on
from nennep.people.queries.person import PersonFilter, having, named, shown, visible


def listed_on(actor: Actor, narrowed: PersonFilter, day: date, unit: Unit | None, tree: Tree) -> QuerySet[Person]:
    """Return who belonged on a day to `unit` or below it (None: to the actor's reach), with unit, posts and levels of that day.

    Somebody who belongs elsewhere by now is named too: the people of a unit's past are its own (four queries a page).
    """
    there = Membership.objects.filter(reach_on(actor, unit, tree, day), in_force(day))
    asked = there.filter(standing=narrowed.standing) if narrowed.standing else there
    people = Person.objects.filter(Exists(asked.filter(person=OuterRef("pk"))), named(narrowed.q)).order_by("sort_key", "id")
    levels = TheoryLevel.objects.filter(Q(achieved_on=None) | Q(achieved_on__lte=day))
    return having(people, narrowed, day, levels).prefetch_related(*shown(there, day, levels))


def seen_of(actor: Actor, people: Iterable[int]) -> set[int]:
    """Return which of these people (ids) have a record that the actor may open today."""
    return set(visible(actor).filter(pk__in=list(people)).order_by().values_list("pk", flat=True))
