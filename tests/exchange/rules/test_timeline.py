"""Memberships from dates and from what is known."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.timeline import DAY, Segment, infer, plan, standings

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1950, 1, 1), date(2026, 11, 21))
STANDINGS = st.sampled_from(["non_member", "probationary", "official"])


@given(standing=STANDINGS, admitted=st.none() | DAYS, months=st.none() | st.integers(0, 30))
def test_standings_follow_each_other_without_a_gap_and_the_last_is_open(
    standing: str, admitted: date | None, months: int | None
) -> None:
    official = admitted + timedelta(days=30 * months) if admitted is not None and months is not None else None
    spans = standings(standing, admitted, official)  # type: ignore[arg-type]
    assert spans[-1].ends_on is None
    assert all(span.ends_on is not None for span in spans[:-1])
    for before, after in itertools.pairwise(spans):
        assert before.ends_on is not None
        assert after.starts_on == before.ends_on + DAY
    assert all(span.starts_on is None or span.ends_on is None or span.starts_on <= span.ends_on for span in spans)


@given(
    admitted=DAYS,
    days=st.integers(1, 900),
    unit=st.integers(1, 3),
    moves=st.lists(st.integers(1, 3), max_size=3),
    other=st.integers(1, 3),
)
def test_replanning_keeps_the_past_and_says_where_one_is_today(
    admitted: date, days: int, unit: int, moves: list[int], other: int
) -> None:
    told = standings("official", admitted, min(admitted + timedelta(days=days), TODAY))
    rows = plan((), unit, told, TODAY)
    for step, goal in enumerate([*moves, other]):
        day = TODAY + timedelta(days=step)
        before = rows
        rows = plan(rows, goal, told if step % 2 else None, day)
        assert [row for row in rows if row.ends_on is None][-1].unit_id == goal
        assert sum(row.ends_on is None for row in rows) == 1
        spans = sorted((row.starts_on or date.min, row.ends_on or date.max) for row in rows)
        assert all(first[1] < second[0] for first, second in itertools.pairwise(spans))
        past = admitted + timedelta(days=1)
        if past < day - DAY:
            assert _unit_on(rows, past) == _unit_on(before, past)
    assert plan(rows, other, told, TODAY + timedelta(days=9)) == rows


def _unit_on(rows: list[Segment], day: date) -> int | None:
    return next((row.unit_id for row in rows if (row.starts_on or date.min) <= day <= (row.ends_on or date.max)), None)


def test_time_as_a_candidate_stays_before_the_admission() -> None:
    rows = plan([Segment(1, "non_member", None, None)], 1, standings("probationary", date(2021, 6, 10), None), TODAY)
    assert rows == [Segment(1, "non_member", None, date(2021, 6, 9)), Segment(1, "probationary", date(2021, 6, 10), None)]


def test_who_comes_back_belongs_again() -> None:
    rows = plan([Segment(1, "official", None, date(2020, 1, 1))], 2, None, TODAY)
    assert rows == [Segment(1, "official", None, date(2020, 1, 1)), Segment(2, "official", TODAY, None)]


def test_what_a_list_says_of_the_standing() -> None:
    assert infer(None, date(2000, 1, 1), date(2001, 1, 1), TODAY) == ("official", True)
    assert infer(None, date(2026, 3, 1), None, TODAY) == ("probationary", False)
    assert infer(None, date(2000, 1, 1), None, TODAY) == ("official", False)
    assert infer("probationary", date(2000, 1, 1), None, TODAY) == ("probationary", True)
    assert infer("non_member", None, None, TODAY) == ("non_member", True)
    assert infer(None, None, None, TODAY) == ("official", False)
