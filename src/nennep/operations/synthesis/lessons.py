"""From what people went to learn to classes: by program and half-year, with what became of everybody."""

# ruff: noqa: PLR2004 - the odds of an invented population stand where they are drawn

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from nennep.programs.catalog import ATTENDED, LABELS, PROGRAMS, Bands

HALF = 183  # days: a program is taught once in each half-year
MOST = 60  # people in a class
AT_SCHOOL = ("TC", "CC")
COMPLETED, FAILED, LEFT, STUDYING = "completed", "not_completed", "dropped", "studying"


@dataclass(frozen=True, slots=True)
class Course:
    """How a program is taught: days from opening to closing, sessions, day of the half-year on which it opens."""

    lasts: int
    sessions: int
    opens: int
    part_time: bool = False


COURSES = {
    "NTVD": Course(4, 10, 20), "DVM": Course(4, 10, 10), "SC": Course(60, 36, 30, part_time=True), "TC": Course(540, 96, 40, part_time=True),
    "CC": Course(540, 120, 45, part_time=True), "TH": Course(1, 4, 15), "NVCTD": Course(2, 6, 50), "CNKT": Course(0, 2, 55), "QPAN4": Course(2, 6, 60),
}  # fmt: skip
BANDS: dict[str, Bands] = {entry.code: entry.bands for entry in PROGRAMS}
Mark = tuple[Decimal | None, str, str]


def _pool(bands: Bands) -> list[Mark]:
    """Return a hundred results that pass, as often as they are met; the best are rare."""
    if bands is ATTENDED:
        return [(None, "dat", LABELS["dat"])]
    marks = [Decimal(50 + at * 45 // 99) / 10 for at in range(100)]
    steps = [(key, low) for key, low in bands if low is not None]
    return [(mark, *next((key, LABELS[key]) for key, low in steps if mark >= low)) for mark in marks]


POOLS = {code: _pool(BANDS[code]) for code in COURSES}


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to learn a program from a day on; `learner` is whatever the caller knows them by."""

    program: str
    since: int
    learner: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a learner: result, absences with and without reason, mark."""

    learner: int
    result: str
    excused: int
    unexcused: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Lesson:
    """A class that took place or goes on; days are ordinals."""

    program: str
    opens: int
    closes: int
    part: int
    outcomes: Sequence[Outcome]


def lessons(wishes: Iterable[Wish], chance: Random, day: int) -> Iterator[Lesson]:
    """Yield the classes of the half-years after the wishes, of at most 60 people, that opened up to `day`; the oldest first."""
    grouped: dict[tuple[int, str], list[int]] = {}
    for wish in wishes:
        course = COURSES[wish.program]
        opens = ((wish.since - course.opens) // HALF + 1) * HALF + course.opens
        if opens <= day:
            grouped.setdefault((opens, wish.program), []).append(wish.learner)
    for opens, program in sorted(grouped):
        learners = list(dict.fromkeys(grouped[opens, program]))
        for part, start in enumerate(range(0, len(learners), MOST)):
            closes = opens + COURSES[program].lasts
            outcomes = [_outcome(one, program, chance, going_on=closes >= day) for one in learners[start : start + MOST]]
            yield Lesson(program, opens, closes, part, outcomes)


def next_opening(program: str, day: int) -> int:
    """Return the day after `day` on which a program opens."""
    opens = COURSES[program].opens
    return ((day - opens) // HALF + 1) * HALF + opens


def _outcome(learner: int, program: str, chance: Random, *, going_on: bool) -> Outcome:
    draw = chance.random
    fate, none = draw(), (None, "", "")
    if fate < 0.01:
        return Outcome(learner, LEFT, 0, min(5, COURSES[program].sessions), none)
    if going_on:
        return Outcome(learner, STUDYING, int(draw() * 1.3), 0, none)
    if fate < 0.03:
        return Outcome(learner, FAILED, 0, 2, none)
    pool = POOLS[program]
    return Outcome(learner, COMPLETED, int(draw() * 1.25), 0, pool[int(draw() * len(pool))])
