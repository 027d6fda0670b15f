"""Writing the people of one committee, with where they belong, what they hold and what they know."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from nennep.core.bulk import insert_rows, take_keys
from nennep.core.fields import blind_index
from nennep.operations.synthesis.inhabitants import DECADE, OFFICIAL, PROBATIONARY, Invented, keys_of
from nennep.operations.synthesis.soil import Planted
from nennep.organizations.scope import region_of
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.vietnamese.text import squash

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PEOPLE = (
    "code", "full_name", "sort_key", "search_key", "sex", "born_on", "born_precision", "ethnicity", "education", "admission_decided_on",
    "admitted_on", "official_on", "citizen_no", "citizen_no_index", "phone", "region", "created_at",
)  # fmt: skip
TRANSFERRED = "Chuyển sinh hoạt Đảng"


class Resident(NamedTuple):
    """Somebody who is there now: what a class needs to know."""

    pk: int
    name: str
    born: str
    title: str


@lru_cache(maxsize=1000)
def title_key(title: str) -> str:
    """Return the key by which a post is matched."""
    return squash(title)[:160]


def settle(code: str, invented: Sequence[Invented], homes: Sequence[Planted], today: date) -> list[Resident]:
    """Insert people (their codes begin with `code`) into the units of their homes, in the order given."""
    cells = [home.pk for home in homes]
    created = datetime.combine(today, time(8), VIETNAM)
    keys = take_keys(Person, len(invented))
    insert_rows(Person, PEOPLE, (_person(code, one, region_of(homes[one.home].path), created) for one in invented), keys)
    paired = list(zip(keys, invented, strict=True))
    first = today.toordinal() - DECADE
    insert_rows(
        Membership,
        ("person_id", "unit_id", "standing", "starts_on", "ends_on", "end_reason"),
        (row for key, one in paired for row in _memberships(key, one, cells, first)),
    )
    insert_rows(
        Post,
        ("person_id", "unit_id", "title", "title_key", "starts_on"),
        [(key, unit, title, title_key(title), date.fromordinal(since)) for key, one in paired for unit, title, since in one.posts],
    )
    _insert_plans(paired, cells, today)
    return [
        Resident(key, one.name, f"{date.fromordinal(one.born):%d/%m/%Y}", one.posts[0][1] if one.posts else "")
        for key, one in paired
    ]


def _person(code: str, one: Invented, region: str, created: datetime) -> tuple[object, ...]:
    sort, search = keys_of(one.name)
    born = date.fromordinal(one.born)
    admitted = _day(one.admitted)
    citizen, phone = one.private or ("", "")
    return (
        f"{code}-{one.number:04d}", one.name, sort, search, "F" if one.female else "M", born.replace(month=1, day=1) if one.year_only else born,
        "y" if one.year_only else "d", one.ethnicity, one.schooling, admitted, admitted, _day(one.official), citizen,
        blind_index(citizen) if citizen else "", phone, region, created,
    )  # fmt: skip


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _memberships(key: int, one: Invented, homes: Sequence[int], first: int) -> Iterator[tuple[object, ...]]:
    """Yield one row a standing and unit; what began before the ten years is since always."""
    home = homes[one.home]
    if one.standing != OFFICIAL or one.official is None or one.admitted is None:
        since = _day(one.admitted) if one.standing == PROBATIONARY else None
        yield key, home, one.standing, since, None, ""
        return
    start = None
    earlier = homes[one.came_from[0]] if one.came_from else home
    if one.admitted > first:
        start = _day(one.official)
        yield key, earlier, PROBATIONARY, _day(one.admitted), _day(one.official - 1), ""
    if one.came_from and earlier != home:
        moved = one.came_from[1]
        yield key, earlier, OFFICIAL, start, _day(moved - 1), TRANSFERRED
        start = _day(moved)
    yield key, home, OFFICIAL, start, None, ""


def _insert_plans(paired: Sequence[tuple[int, Invented]], homes: Sequence[int], today: date) -> None:
    term = f"{today.year // 5 * 5}-{today.year // 5 * 5 + 5}"
    entries = [
        (key, homes[one.home], one.planned, title_key(one.planned), term, date(today.year - 1, 3, 1))
        for key, one in paired
        if one.planned
    ]
    insert_rows(SuccessionEntry, ("person_id", "unit_id", "title", "title_key", "term", "starts_on"), entries)
    levels = [(key, one.level, _day(one.level_since)) for key, one in paired if one.level]
    insert_rows(TheoryLevel, ("person_id", "level", "achieved_on"), levels)
