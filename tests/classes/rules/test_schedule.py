from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.classes.rules.schedule import TIMES, DayPart, Slot, generate
from nennep.core.errors import Refused

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1)
PARTS = st.lists(st.sampled_from(DayPart), min_size=1, unique=True)


@given(DAYS, st.integers(1, 120), WEEKDAYS, PARTS)
def test_sessions_keep_to_the_pattern_in_order_and_none_is_missing(
    first: date, count: int, weekdays: set[int], parts: list[DayPart]
) -> None:
    slots = generate(first, count, weekdays, parts)

    assert len(slots) == count == len(set(slots))
    assert slots == sorted(slots, key=lambda slot: (slot.day, slot.starts_at))
    assert slots[0].day >= first
    assert all(slot.day.weekday() in weekdays for slot in slots)
    assert {(slot.starts_at, slot.ends_at) for slot in slots} <= {TIMES[part] for part in parts}


@given(DAYS, st.integers(1, 40), st.data())
def test_no_session_on_a_free_day(first: date, count: int, data: st.DataObject) -> None:
    free = data.draw(st.sets(st.sampled_from([slot.day for slot in generate(first, count, range(7), [DayPart.MORNING])])))
    assert not {slot.day for slot in generate(first, count, range(7), [DayPart.MORNING], free)} & free


def test_five_days_morning_and_afternoon_make_ten_sessions() -> None:
    slots = generate(date(2026, 3, 2), 10, range(5), [DayPart.AFTERNOON, DayPart.MORNING])
    assert slots[0] == Slot(date(2026, 3, 2), *TIMES[DayPart.MORNING])
    assert slots[-1] == Slot(date(2026, 3, 6), *TIMES[DayPart.AFTERNOON])


@pytest.mark.parametrize(
    ("count", "weekdays", "parts", "reason"),
    [
        (0, range(5), [DayPart.MORNING], "schedule_count"),
        (401, range(5), [DayPart.MORNING], "schedule_count"),
        (5, [], [DayPart.MORNING], "schedule_no_day"),
        (5, range(5), [], "schedule_no_day"),
        (400, [0], [DayPart.EVENING], "schedule_too_long"),
    ],
)
def test_a_pattern_that_gives_no_timetable_is_refused(count: int, weekdays: list[int], parts: list[DayPart], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        generate(date(2026, 3, 2), count, weekdays, parts)
