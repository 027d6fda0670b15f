"""A timetable by pattern: so many sessions, on these weekdays, in these parts of the day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from nennep.core.errors import Refused

HORIZON = timedelta(days=3 * 366)
MOST = 400


class DayPart(StrEnum):
    """The parts of a day in which a session is held."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


TIMES = {
    DayPart.MORNING: (time(7, 30), time(11, 0)),
    DayPart.AFTERNOON: (time(13, 30), time(17, 0)),
    DayPart.EVENING: (time(18, 0), time(20, 30)),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """When one session is held."""

    day: date
    starts_at: time
    ends_at: time


def generate(
    first: date, count: int, weekdays: Collection[int], parts: Sequence[DayPart], free: Collection[date] = ()
) -> list[Slot]:
    """Return `count` slots from `first` on, in order of time.

    Args:
        first: the earliest day.
        count: how many sessions, 1 to 400.
        weekdays: 0 for Monday to 6 for Sunday.
        parts: the parts of each day that are used.
        free: days without teaching.

    Raises:
        Refused: schedule_count (most), schedule_no_day, schedule_too_long (the pattern leaves too few days in three years).
    """
    if not 1 <= count <= MOST:
        raise Refused("schedule_count", most=MOST)
    if not weekdays or not parts:
        raise Refused("schedule_no_day")
    slots: list[Slot] = []
    day, last = first, first + HORIZON
    while len(slots) < count:
        if day > last:
            raise Refused("schedule_too_long")
        if day.weekday() in weekdays and day not in free:
            slots += [Slot(day, *TIMES[part]) for part in DayPart if part in parts]
        day += timedelta(days=1)
    return slots[:count]
