"""Months as the rules count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.months import add_months

days = st.dates(date(1930, 1, 1), date(2150, 12, 31))
spans = st.integers(0, 240)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 6, 10), 12, date(2022, 6, 10)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_the_end_of_a_month_is_kept(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(days, spans)
def test_lands_in_the_month_counted_and_on_the_same_day_or_the_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (
        later.day < day.day and add_months(later.replace(day=1), 1).toordinal() - later.toordinal() == 1
    )


@given(days, days, spans)
def test_keeps_the_order_of_days(one: date, other: date, months: int) -> None:
    first, last = sorted((one, other))
    assert add_months(first, months) <= add_months(last, months)


def test_refuses_a_year_that_no_date_has() -> None:
    with pytest.raises(ValueError, match="no such year"):
        add_months(date(9999, 6, 1), 12)
