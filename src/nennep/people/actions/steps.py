"""Steps on collections of people that imports and other verbs share; they join the caller's transaction and write no log."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Q

from nennep.core.bulk import change_rows, insert_rows, update_rows
from nennep.core.fields import blind_index
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.people.queries.region import astray
from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.names import sort_key
from nennep.vietnamese.text import fold, squash

PARTIAL = {"born": "born_on", "admitted": "admitted_on", "official": "official_on"}
_COLUMNS = (
    "code", "full_name", "sort_key", "search_key", "sex", "born_on", "born_precision", "admitted_on", "admitted_precision",
    "official_on", "official_precision", "admission_decided_on", "ethnicity", "education", "citizen_no", "citizen_no_index",
    "card_no", "phone", "region",
)  # fmt: skip
CHUNK = 5_000
HOLD_UNITS = """
    SELECT id FROM organizations_unit
    WHERE id IN (SELECT unit_id FROM people_membership WHERE person_id {those}) ORDER BY id FOR SHARE
"""


class NewPerson(NamedTuple):
    """What a person needs to exist; partial dates keep their precision. `region` is that of the unit where the person will belong."""

    code: str
    full_name: str
    sex: str = ""
    born: PartialDate | None = None
    admitted: PartialDate | None = None
    official: PartialDate | None = None
    admission_decided_on: date | None = None
    ethnicity: str = ""
    education: str = ""
    citizen_no: str = ""
    card_no: str = ""
    phone: str = ""
    region: str = ""


class NewMembership(NamedTuple):
    """A standing in a unit between two days (both included; None: open)."""

    person_id: int
    unit_id: int
    standing: str
    starts_on: date | None
    ends_on: date | None


class NewPost(NamedTuple):
    """A post held; an unknown start is since always, an unknown end is still."""

    person_id: int
    unit_id: int
    title: str
    starts: PartialDate | None = None
    ends: PartialDate | None = None


class NewEntry(NamedTuple):
    """A place in the succession plan."""

    person_id: int
    unit_id: int
    title: str
    term: str = ""


def partial_columns(day: PartialDate | None) -> tuple[date | None, str]:
    """Return the two columns in which a partial date lies: the first day of what is known, and the precision."""
    return (day.first, day.precision) if day is not None else (None, "d")


def add_people(rows: Iterable[NewPerson]) -> list[int]:
    """Insert people; return their keys in the order given."""
    return insert_rows(Person, _COLUMNS, map(_person_row, rows))


def _person_row(row: NewPerson) -> tuple[object, ...]:
    return (
        row.code, row.full_name, sort_key(row.full_name)[:160], fold(row.full_name)[:160], row.sex, *partial_columns(row.born),
        *partial_columns(row.admitted), *partial_columns(row.official), row.admission_decided_on, row.ethnicity, row.education,
        row.citizen_no, blind_index(row.citizen_no) if row.citizen_no else "", row.card_no, row.phone, row.region,
    )  # fmt: skip


def change_people(changes: Mapping[int, Mapping[str, object]]) -> None:
    """Set columns of people: {key: {column: value}}; the columns that follow from others must be among them (see `derived`)."""
    change_rows(Person, changes)


def derived(told: Mapping[str, object]) -> dict[str, object]:
    """Return the columns that follow from a name or a citizen number among `told`."""
    found: dict[str, object] = {}
    if isinstance(name := told.get("full_name"), str):
        found |= {"sort_key": sort_key(name)[:160], "search_key": fold(name)[:160]}
    if isinstance(number := told.get("citizen_no"), str):
        found["citizen_no_index"] = blind_index(number) if number else ""
    return found


def add_memberships(rows: Iterable[NewMembership]) -> list[int]:
    """Insert memberships; a person may have one open at a time."""
    return insert_rows(Membership, NewMembership._fields, rows)


def change_memberships(changes: Mapping[int, tuple[int, date | None, date | None]]) -> None:
    """Set {key: (unit, start, end)}; rows that close go first, so that nobody has two open ones in between."""
    rows = sorted(((key, *told) for key, told in changes.items()), key=lambda row: row[3] is None)
    update_rows(Membership, ("unit_id", "starts_on", "ends_on"), rows)


def renew_regions(*, people: Iterable[int] = (), memberships: Iterable[int] = (), units: Iterable[int] = ()) -> None:
    """Let the regions follow that do not any more: of people, of the people of memberships, of all who ever belonged to units.

    Called in the transaction of whatever writes memberships or moves units, afterwards (docs/decisions/regions.md).
    """
    for part in _chunks(people):
        follow_each_other = part[-1] - part[0] == len(part) - 1  # as those of an import do: a range is much shorter to tell
        _hold_units_of(part, follow_each_other=follow_each_other)
        those = Q(pk__gte=part[0], pk__lte=part[-1]) if follow_each_other else Q(pk__in=part)
        astray().filter(those).update(region=F("told"))
    for part in _chunks(memberships):
        astray().filter(memberships__in=part).update(region=F("told"))
    for part in _chunks(units):
        astray().filter(memberships__unit__in=part).update(region=F("told"))


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    left = iter(sorted(set(keys)))
    while part := list(islice(left, CHUNK)):
        yield part


def _hold_units_of(people: list[int], *, follow_each_other: bool) -> None:
    """Let nobody move the units of people until the transaction ends, and wait for whoever does: what is read next is what stays."""
    if connection.vendor == "postgresql":  # in SQLite one writes at a time
        with connection.cursor() as cursor:
            if follow_each_other:
                cursor.execute(HOLD_UNITS.format(those="BETWEEN %s AND %s"), [people[0], people[-1]])
            else:
                cursor.execute(HOLD_UNITS.format(those="= ANY(%s)"), [people])


def add_posts(rows: Iterable[NewPost]) -> list[int]:
    """Insert posts."""
    columns = ("person_id", "unit_id", "title", "title_key", "starts_on", "starts_precision", "ends_on", "ends_precision")
    return insert_rows(
        Post,
        columns,
        (
            (
                row.person_id,
                row.unit_id,
                row.title,
                squash(row.title)[:160],
                *partial_columns(row.starts),
                *partial_columns(row.ends),
            )
            for row in rows
        ),
    )


def end_posts(ends: Mapping[int, PartialDate]) -> None:
    """Set the last day of posts."""
    update_rows(Post, ("ends_on", "ends_precision"), [(key, *partial_columns(day)) for key, day in ends.items()])


def add_succession(rows: Iterable[NewEntry]) -> list[int]:
    """Insert entries of the succession plan."""
    columns = ("person_id", "unit_id", "title", "title_key", "term")
    return insert_rows(
        SuccessionEntry, columns, ((row.person_id, row.unit_id, row.title, squash(row.title)[:160], row.term) for row in rows)
    )


def add_levels(rows: Iterable[tuple[int, str]]) -> list[int]:
    """Insert undated levels of political theory: (person, level)."""
    return insert_rows(TheoryLevel, ("person_id", "level"), rows)
