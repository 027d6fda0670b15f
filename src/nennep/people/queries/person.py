"""Reads of people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import within
from nennep.people import policy
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.vietnamese.text import fold, squash


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """What a list of people is narrowed to; empty fields narrow nothing."""

    q: str = ""
    path: str = ""
    standing: str = ""
    sex: str = ""
    post: str = ""
    level: str = ""
    in_succession: bool = False


def visible(actor: Actor) -> QuerySet[Person]:
    """Return the people the actor may see, by given name."""
    return Person.objects.filter(policy.visible_people(actor)).order_by("sort_key", "id")


def visible_or_404(actor: Actor, pk: int) -> Person:
    """Return one visible person.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    person = visible(actor).filter(pk=pk).first()
    if person is None:
        raise NotVisible
    return person


def listed(actor: Actor, narrowed: PersonFilter, today: date) -> QuerySet[Person]:
    """Return the people of a list, with their open membership, posts held today and levels (four queries a page)."""
    people = Person.objects.filter(policy.people_in_reach(actor)).order_by("sort_key", "id")
    for word in fold(narrowed.q).split():
        people = people.filter(Q(search_key__contains=word) | Q(code__icontains=word))
    open_now = Membership.objects.filter(person=OuterRef("pk"), ends_on=None)
    if narrowed.path:
        open_now = open_now.filter(within([narrowed.path], "unit__path"))
    if narrowed.standing:
        open_now = open_now.filter(standing=narrowed.standing)
    if narrowed.path or narrowed.standing:
        people = people.filter(Exists(open_now))
    if narrowed.sex:
        people = people.filter(sex=narrowed.sex)
    if narrowed.post:
        held = Post.objects.filter(in_force(today), person=OuterRef("pk"), title_key__contains=squash(narrowed.post))
        people = people.filter(Exists(held))
    if narrowed.level:
        people = people.filter(_level(narrowed.level))
    if narrowed.in_succession:
        people = people.filter(Exists(SuccessionEntry.objects.filter(in_force(today), person=OuterRef("pk"))))
    return people.prefetch_related(*_shown(today))


def _level(level: str) -> Q:
    """Return the condition 'has stated this level'; 'none' means no level at all."""
    stated = TheoryLevel.objects.filter(person=OuterRef("pk"))
    return ~Q(Exists(stated)) if level == "none" else Q(Exists(stated.filter(level=level)))


def _shown(today: date) -> list[Prefetch]:  # type: ignore[type-arg]  # Prefetch takes the attribute name as its type
    return [
        Prefetch("memberships", Membership.objects.filter(ends_on=None).select_related("unit"), to_attr="open_memberships"),
        Prefetch("posts", Post.objects.filter(in_force(today)).order_by("id"), to_attr="posts_today"),
        Prefetch("theory_levels", TheoryLevel.objects.all(), to_attr="levels_held"),
    ]


def search(actor: Actor, text: str, limit: int = 8) -> list[Person]:
    """Return people whose name or code has all words of `text`, without diacritics: the first by name of some that were found.

    To put all bearers of a frequent name in order would take long, and nobody reads them.
    """
    found = listed(actor, PersonFilter(q=text), date.max).order_by()[: limit * 10]
    return sorted(found, key=lambda person: (person.sort_key, person.pk))[:limit]
