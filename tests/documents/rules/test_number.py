from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.documents.rules.number import organ, period, symbol
from nennep.organizations.catalog import KINDS

DAYS = st.dates(date(1980, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("layout", "number", "made"),
    [
        ("party", 34, "34-KH/ĐU"),
        ("party", 1, "01-KH/ĐU"),
        ("state", 36, "36/KH-ĐU"),
        ("party", None, "…-KH/ĐU"),
        ("party", 120, "120-KH/ĐU"),
    ],
)
def test_symbols_of_both_layouts(layout: str, number: int | None, made: str) -> None:
    assert symbol(layout, number, "KH", "ĐU") == made


@given(day=DAYS, start=DAYS)
def test_every_day_lies_in_one_term_of_five_years(day: date, start: date) -> None:
    first, last = map(int, period("party", day, start).split("-"))
    assert last - first == 5
    assert (first - start.year) % 5 == 0
    assert date(first, 1, 1) <= day < date(last, 12, 31) + timedelta(days=1)


def test_a_term_turns_on_the_day_it_starts() -> None:
    start = date(2025, 7, 1)
    assert [period("party", day, start) for day in (date(2025, 6, 30), start, date(2030, 6, 30), date(2030, 7, 1))] == [
        "2020-2025",
        "2025-2030",
        "2025-2030",
        "2030-2035",
    ]
    assert period("party", date(2027, 2, 28), date(2024, 2, 29)) == "2024-2029"


@given(day=DAYS, start=DAYS)
def test_the_state_counts_by_calendar_years(day: date, start: date) -> None:
    assert period("state", day, start) == str(day.year)


def test_every_kind_of_unit_has_its_abbreviation() -> None:
    assert all(organ(kind) for kind, *_ in KINDS)
