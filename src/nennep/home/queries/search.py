"""Search for everything: people, units, classes, by any part of a name and without diacritics."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nennep.classes.queries import training_class as classes
from nennep.classes.queries.training_class import ClassFilter
from nennep.core.actors import Actor
from nennep.organizations.queries import tree
from nennep.people.models import Person
from nennep.people.queries import person as people

LIMIT = 6
SHORTEST = 2


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
                for one in classes.listed(actor, ClassFilter(text=text))[:LIMIT]
            ],
        ),
    ]
    return [group for group in groups if group.hits]


def _person(person: Person) -> Hit:
    unit = next((row.unit.name for row in getattr(person, "open_memberships", [])), "")
    born = person.born.text if person.born else ""
    return Hit(person.full_name, " · ".join(filter(None, (born, unit))), reverse("people:person", args=[person.pk]), "user")
