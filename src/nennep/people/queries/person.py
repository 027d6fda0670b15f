"""Reads of people."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import CharField, Exists, Func, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Contains

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.core.paging import page_of
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import REGION, are_regions, in_regions, region_of, within
from nennep.people import policy
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.vietnamese.text import fold, squash

MOST = 550  # bearers of a name among whom one may leaf


class _FoundBy(Func):
    """Name and code as one text: the words of the index `person_found`, letter for letter."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = CharField()


class _Sorted(Func):
    """A key in an order that no index gives: PostgreSQL sorts what it found instead of walking along the order until it has found enough."""

    template = "(%(expressions)s || '')"


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


def named(text: str, to_person: str = "") -> Q:
    """Return the condition that name or code have all words of `text`, without diacritics; `to_person` leads there ('person__')."""
    found_by = _FoundBy(f"{to_person}search_key", Lower(f"{to_person}code"))
    return Q(*(Contains(found_by, word) for word in fold(text).split()))


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
    people = Person.objects.filter(policy.people_in_reach(actor), named(narrowed.q)).order_by(*_order(actor, narrowed))
    open_now = Membership.objects.filter(person=OuterRef("pk"), ends_on=None)
    if narrowed.q:
        people = people.filter(policy.regions_in_reach(actor), in_regions([region_of(narrowed.path)]))
    if narrowed.path and are_regions([narrowed.path]):
        people = people.filter(in_regions([narrowed.path]))
    elif narrowed.path:
        open_now = open_now.filter(within([narrowed.path], "unit__path"))
    if narrowed.standing:
        open_now = open_now.filter(standing=narrowed.standing)
    if narrowed.path or narrowed.standing:
        people = people.filter(Exists(open_now))
    return having(people, narrowed, today, TheoryLevel.objects.all()).prefetch_related(*_shown(today))


def having(people: QuerySet[Person], narrowed: PersonFilter, day: date, levels: QuerySet[TheoryLevel]) -> QuerySet[Person]:
    """Narrow people by what they are and have on a day: sex, post, level among `levels`, a place in the succession plan."""
    if narrowed.sex:
        people = people.filter(sex=narrowed.sex)
    if narrowed.post:
        held = Post.objects.filter(in_force(day), person=OuterRef("pk"), title_key__contains=squash(narrowed.post))
        people = people.filter(Exists(held))
    if narrowed.level:
        people = people.filter(_level(narrowed.level, levels))
    if narrowed.in_succession:
        people = people.filter(Exists(SuccessionEntry.objects.filter(in_force(day), person=OuterRef("pk"))))
    return people


def page(actor: Actor, narrowed: PersonFilter, number: str | None, today: date) -> Page[Person]:
    """Return a page of a list.

    All bearers of a name in a country are not put in order, since nobody reads them: of more than MOST the first entered are shown.
    """
    people = listed(actor, narrowed, today)
    if not _is_wide(actor, narrowed):
        own = PersonFilter(q=narrowed.q, sex=narrowed.sex, path=narrowed.path if are_regions([narrowed.path]) else "")
        return page_of(people, number, in_order=narrowed == own)
    found = list(people.prefetch_related(None).order_by("id").values_list("sort_key", "id")[: MOST + 1])
    by_name = [pk for _key, pk in sorted(found[:MOST])]
    here = page_of(people, number, known=len(found), most=MOST)
    bearers = Person.objects.filter(pk__in=by_name[here.start_index() - 1 : here.end_index()])
    here.object_list = bearers.order_by("sort_key", "id").prefetch_related(*_shown(today))
    return here


def _order(actor: Actor, narrowed: PersonFilter) -> tuple[_Sorted | str, str]:
    """Return the order by name: bearers of a name are found first and then put in order, since those of one given name stand together."""
    return (_Sorted("sort_key") if narrowed.q and not _is_wide(actor, narrowed) else "sort_key", "id")


def _is_wide(actor: Actor, narrowed: PersonFilter) -> bool:
    """Say whether a name is looked for among more people than those of a region, who stand in order in an index."""
    return bool(narrowed.q) and len(narrowed.path) < REGION and policy.sees_more_than_a_region(actor)


def _level(level: str, levels: QuerySet[TheoryLevel]) -> Q:
    """Return the condition 'has stated this level'; 'none' means no level at all."""
    stated = levels.filter(person=OuterRef("pk"))
    return ~Q(Exists(stated)) if level == "none" else Q(Exists(stated.filter(level=level)))


def _shown(today: date) -> list[Prefetch]:  # type: ignore[type-arg]  # Prefetch takes the attribute name as its type
    return shown(Membership.objects.filter(ends_on=None), today, TheoryLevel.objects.all())


def shown(there: QuerySet[Membership], day: date, levels: QuerySet[TheoryLevel]) -> list[Prefetch]:  # type: ignore[type-arg]  # as above
    """Return what a list shows of each person: where one belongs, the posts of the day, the levels."""
    return [
        Prefetch("memberships", there.select_related("unit"), to_attr="open_memberships"),
        Prefetch("posts", Post.objects.filter(in_force(day)).order_by("id"), to_attr="posts_today"),
        Prefetch("theory_levels", levels, to_attr="levels_held"),
    ]


def search(actor: Actor, text: str, limit: int = 8) -> list[Person]:
    """Return people whose name or code has all words of `text`, without diacritics: the first by name, in a country of some found."""
    narrowed = PersonFilter(q=text)
    people = listed(actor, narrowed, date.max)
    if not _is_wide(actor, narrowed):
        return list(people[:limit])
    return sorted(people.order_by("id")[: limit * 10], key=lambda person: (person.sort_key, person.pk))[:limit]
