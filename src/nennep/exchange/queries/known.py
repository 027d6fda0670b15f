"""What is known of people before a list comes in, in a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, cast

from django.db import connection
from django.db.models import Q, QuerySet

from nennep.exchange.rules.timeline import Segment
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.vietnamese.dates import PartialDate, Precision

CHUNK = 20_000 if connection.vendor == "postgresql" else 10_000


class PersonFacts(NamedTuple):
    """A person's own columns that a list can speak of; numbers only as blind index, or when asked for."""

    id: int
    code: str
    full_name: str
    sex: str
    born: PartialDate | None
    admitted: PartialDate | None
    official: PartialDate | None
    decided: date | None
    ethnicity: str
    education: str
    citizen_no_index: str
    card_no: str = ""
    phone: str = ""


class HeldPost(NamedTuple):
    """A post that somebody holds or held."""

    id: int
    unit_id: int
    title: str
    title_key: str
    starts_on: date | None
    ends_on: date | None
    starts_precision: str
    ends_precision: str


@dataclass(slots=True)
class KnownPeople:
    """People with where they belong and what they hold, by key."""

    people: dict[int, PersonFacts] = field(default_factory=dict)
    memberships: dict[int, list[tuple[int, Segment]]] = field(default_factory=dict)
    posts: dict[int, list[HeldPost]] = field(default_factory=dict)
    levels: dict[int, set[str]] = field(default_factory=dict)
    succession: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def current(self, person_id: int) -> Segment | None:
        """Return where somebody belongs, or last belonged."""
        rows = [segment for _, segment in self.memberships.get(person_id, ())]
        return max(rows, key=lambda row: (row.ends_on or date.max, row.starts_on or date.min), default=None)


def below(path: str, *, numbers: bool = False) -> KnownPeople:
    """Return the people who belong, or last belonged, to a unit or one below it; with decrypted `numbers` when asked."""
    ever = Membership.objects.filter(within([path], "unit__path")).order_by()
    known = _load(Q(pk__in=ever.values("person")), numbers=numbers)
    inside = set(Unit.objects.filter(within([path])).values_list("pk", flat=True))
    for key in list(known.people):
        current = known.current(key)
        if current is None or current.unit_id not in inside:
            del known.people[key]
    return known


def by_codes(codes: Iterable[str]) -> KnownPeople:
    """Return the people who bear one of `codes`."""
    found = KnownPeople()
    for part in chunks(spellings(codes)):
        some = _load(Q(code__in=part), numbers=False)
        for name in ("people", "memberships", "posts", "levels", "succession"):
            getattr(found, name).update(getattr(some, name))
    return found


def spellings(codes: Iterable[str]) -> list[str]:
    """Return codes as they are and in capitals: a code is typed either way."""
    return list(dict.fromkeys(told for code in codes for told in (code, code.upper())))


def chunks(keys: list[str]) -> Iterator[list[str]]:
    """Cut a list of values into parts that one query takes."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def taken_codes(codes: Iterable[str]) -> set[str]:
    """Return those of `codes` that somebody bears."""
    return {code for part in chunks(list(codes)) for code in Person.objects.filter(code__in=part).values_list("code", flat=True)}


def codes_like(prefix: str) -> QuerySet[Person, str]:
    """Return the codes that begin with `prefix`."""
    return Person.objects.filter(code__startswith=prefix).order_by().values_list("code", flat=True)


def rows_of(rows: QuerySet[Any, Any]) -> Iterable[Any]:
    """Return all rows of a large result. PostgreSQL plans a cursor for its first rows, which is slow for all of them."""
    return rows if connection.vendor == "postgresql" else rows.iterator(CHUNK)


def _load(which: Q, *, numbers: bool) -> KnownPeople:
    known = KnownPeople()
    people = Person.objects.filter(which).order_by()
    columns = [
        "id", "code", "full_name", "sex", "born_on", "born_precision", "admitted_on", "admitted_precision", "official_on",
        "official_precision", "admission_decided_on", "ethnicity", "education", "citizen_no_index",
        *(["card_no", "phone"] if numbers else []),
    ]  # fmt: skip
    for key, code, name, sex, born, born_p, adm, adm_p, off, off_p, *rest in rows_of(people.values_list(*columns)):
        known.people[key] = PersonFacts(
            key, code, name, sex, _partial(born, born_p), _partial(adm, adm_p), _partial(off, off_p), *rest
        )  # fmt: skip
    if known.people:
        _load_rest(known, Q(person__in=people.values("pk")))
    return known


def _load_rest(known: KnownPeople, theirs: Q) -> None:
    memberships = (
        Membership.objects.filter(theirs).order_by().values_list("person_id", "id", "unit_id", "standing", "starts_on", "ends_on")
    )
    for person, key, unit, standing, start, end in rows_of(memberships):
        known.memberships.setdefault(person, []).append((key, Segment(unit, standing, start, end)))
    posts = Post.objects.filter(theirs).order_by().values_list("person_id", *HeldPost._fields)
    for person, *post in rows_of(posts):
        known.posts.setdefault(person, []).append(HeldPost(*post))
    levels = TheoryLevel.objects.filter(theirs).order_by().values_list("person_id", "level")
    for person, level in rows_of(levels):
        known.levels.setdefault(person, set()).add(level)
    entries = SuccessionEntry.objects.filter(theirs).order_by().values_list("person_id", "title_key", "term")
    for person, title_key, term in rows_of(entries):
        known.succession.setdefault(person, set()).add((title_key, term))


def _partial(day: date | None, precision: str) -> PartialDate | None:
    return PartialDate.of(day, cast("Precision", precision)) if day is not None else None
