"""The people of one committee: who belongs where since when, with posts, levels and what each of them went to learn."""

# ruff: noqa: PLR2004 - the odds of an invented population stand where they are drawn

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from random import Random

from nennep.operations.demo.names import invent
from nennep.vietnamese.names import sort_key
from nennep.vietnamese.text import fold

YEAR = 365.25
DECADE = 3652
NON_MEMBER, PROBATIONARY, OFFICIAL = "non_member", "probationary", "official"
SECRETARY, DEPUTY, BOARD = "Bí thư chi bộ", "Phó bí thư chi bộ", "Chi ủy viên"
BODY_POSTS = (
    "Bí thư đảng ủy", "Phó bí thư thường trực đảng ủy", "Phó bí thư đảng ủy", *["Ủy viên ban thường vụ đảng ủy"] * 4, *["Đảng ủy viên"] * 10,
)  # fmt: skip
BASE_POSTS = ("Bí thư đảng bộ", "Phó bí thư đảng bộ")
PLANNED = ("Phó bí thư đảng ủy", "Ủy viên ban thường vụ đảng ủy", "Đảng ủy viên", "Bí thư chi bộ")
SCHOOLING = ("12/12", "12/12", "12/12", "Trung cấp", "Cao đẳng", "Đại học", "Đại học", "Đại học", "Thạc sĩ")
ETHNIC = ("Kinh",) * 17 + ("Tày", "Thái", "Mường")
LARGE, LARGER = 9, 14  # from so many people a cell has a deputy, a board


@dataclass(slots=True)
class Invented:
    """One person; days are ordinals, `home` is a place in the list of homes. `courses`: program, day since when it is wanted."""

    number: int
    name: str
    female: bool
    born: int
    home: int
    standing: str
    admitted: int | None = None
    official: int | None = None
    year_only: bool = False
    ethnicity: str = "Kinh"
    schooling: str = ""
    came_from: tuple[int, int] | None = None
    posts: list[tuple[int, str, int]] = field(default_factory=list)
    planned: str = ""
    level: str = ""
    level_since: int | None = None
    courses: list[tuple[str, int]] = field(default_factory=list)
    private: tuple[str, str] | None = None


@lru_cache(maxsize=300_000)
def keys_of(name: str) -> tuple[str, str]:
    """Return the keys by which a name is sorted and searched."""
    return sort_key(name)[:160], fold(name)[:160]


def inhabitants(homes: Sequence[int], chance: Random, today: date) -> Iterator[Invented]:
    """Yield the people of cells with so many people each, cell by cell."""
    day, number, draw = today.toordinal(), 0, chance.random
    for home, size in enumerate(homes):
        led = 0
        for _ in range(size):
            number += 1
            one = _person(number, home, chance, day)
            if one.standing == OFFICIAL:
                led += 1
                _lead(one, led, size, chance, day)
            _learn(one, chance, day)
            if one.standing == OFFICIAL and len(homes) > 1 and draw() < 0.08:
                _moved(one, len(homes), chance, day)
            yield one


def _person(number: int, home: int, chance: Random, day: int) -> Invented:
    draw = chance.random
    female = draw() < 0.36
    kind, admitted, official, standing = draw(), None, None, NON_MEMBER
    if kind < 0.945:
        ago = 366 + int(draw() * (DECADE - 366)) if draw() < 0.27 else DECADE + int(draw() ** 1.5 * 45 * YEAR)
        standing, admitted, official = OFFICIAL, day - ago, day - ago + 366
    elif kind < 0.972:
        standing, admitted = PROBATIONARY, day - int(draw() * 385)
    age = int((19.5 + draw() * 14) * YEAR)
    born = (admitted if admitted is not None else day) - age
    one = Invented(number, invent(chance, female=female), female, born, home, standing, admitted, official, draw() < 0.04)
    one.ethnicity, one.schooling = ETHNIC[int(draw() * len(ETHNIC))], SCHOOLING[int(draw() * len(SCHOOLING))]
    if draw() < 0.2:
        one.private = (f"0{int(draw() * 96):02d}{int(draw() * 10**9):09d}", f"09{int(draw() * 10**8):08d}")
    return one


def _lead(one: Invented, led: int, size: int, chance: Random, day: int) -> None:
    """Give the first of a cell its posts; `posts` of the base organization and the committee follow in `writing`."""
    title = {1: SECRETARY, 2: DEPUTY if size >= LARGE else "", 3: BOARD if size >= LARGER else ""}.get(led, "")
    if title:
        one.posts.append((one.home, title, day - 180 - int(chance.random() * 4.5 * YEAR)))
    elif chance.random() < 0.015:
        one.planned = PLANNED[int(chance.random() * len(PLANNED))]


def _moved(one: Invented, homes: int, chance: Random, day: int) -> None:
    """Let somebody come from another cell after the official recognition."""
    official = one.official or day
    if day - official > 60:
        one.came_from = (int(chance.random() * homes), official + 30 + int(chance.random() * (day - official - 40)))


def _learn(one: Invented, chance: Random, day: int) -> None:
    draw, learned = chance.random, one.courses
    if one.standing == NON_MEMBER:
        if draw() < 0.55:
            learned.append(("NTVD", day - 200 - int(draw() * 6 * YEAR)))
        return
    admitted = one.admitted or day
    if day - admitted < DECADE - 700:
        learned.append(("NTVD", admitted - 260 - int(draw() * 300)))
        if draw() < 0.93:
            learned.append(("DVM", admitted + 20 + int(draw() * 120)))
    if one.standing == OFFICIAL:
        _level(one, chance, day)
        _workshops(one, chance, day)


def _level(one: Invented, chance: Random, day: int) -> None:
    draw = chance.random
    high = draw() * (0.6 if one.posts else 1)
    one.level = "CC" if high < 0.02 else "TC" if high < 0.2 else "SC" if high < 0.5 else ""
    if not one.level:
        return
    since = day - 100 - int(draw() * 20 * YEAR)
    if day - since < DECADE - 200 and since > (one.official or day):
        one.courses.append((one.level, since))
        one.level = ""
    elif draw() < 0.7:
        one.level_since = since


def _workshops(one: Invented, chance: Random, day: int) -> None:
    draw = chance.random
    if one.posts and one.posts[0][1] == SECRETARY:
        one.courses += [("TH", ago) for ago in range(one.posts[0][2], day, 365) if draw() < 0.85]
    elif one.posts and draw() < 0.5:
        one.courses.append(("NVCTD", one.posts[0][2] + int(draw() * 200)))
    if draw() < 0.32:
        one.courses.append(("CNKT", day - int(draw() * DECADE)))
    if draw() < 0.1:
        one.courses.append(("QPAN4", day - int(draw() * DECADE)))
