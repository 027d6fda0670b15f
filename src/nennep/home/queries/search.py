"""Search for everything: people, units, classes, by any part of a name and without diacritics."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nennep.classes.models import TrainingClass
from nennep.classes.queries import training_class as classes
from nennep.core.actors import Actor
from nennep.organizations.queries import tree
from nennep.organizations.scope import are_regions
from nennep.people.models import Person
from nennep.people.queries import person as people
from nennep.vietnamese.text import fold

LIMIT = 6
SHORTEST = 2
FEW = 100  # classes each of which may be asked about


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what tells it from its namesakes, where it stands."""

    label: str
    detail: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind."""

    label: str
    hits: list[Hit]


def found(actor: Actor, text: str) -> list[Group]:
    """Return what the actor may see that has all words of `text`; nothing for less than two letters."""
    if len(text.strip()) < SHORTEST:
        return []
    groups = [
        Group(_("People"), [_person(one) for one in people.search(actor, text, LIMIT)]),
        Group(
            _("Units"),
            [
                Hit(unit.name, unit.kind.name, reverse("organizations:unit", args=[unit.pk]), "sitemap")
                for unit in tree.listed(actor, text)[:LIMIT]
            ],
        ),
        Group(
            _("Classes"),
            [
                Hit(one.name, one.code, reverse("classes:detail", args=[one.pk]), "school")
                for one in _classes(actor, fold(text))[:LIMIT]
            ],
        ),
    ]
    return [group for group in groups if group.hits]


def _classes(actor: Actor, key: str) -> QuerySet[TrainingClass]:
    """Return the visible classes with `key` in their folded code or name, the latest first.

    Of a rare one all are found first, and then those that the actor sees; for a frequent one the search begins at the latest
    where the actor sees many, else at what the actor sees.
    """
    named = Q(search_key__contains=key)
    few = list(TrainingClass.objects.filter(named).order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return classes.visible(actor).filter(pk__in=few)
    many = actor.paths() and are_regions(actor.paths())
    return classes.visible(actor).filter(named) if many else classes.in_reach(actor, named)


def _person(person: Person) -> Hit:
    unit = next((row.unit.name for row in getattr(person, "open_memberships", [])), "")
    born = person.born.text if person.born else ""
    return Hit(person.full_name, " · ".join(filter(None, (born, unit))), reverse("people:person", args=[person.pk]), "user")
