"""How long a paper counts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nennep.programs.rules.certificate import expires_on, is_valid

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_the_awareness_certificate_of_the_guide() -> None:
    issued = date(2020, 1, 15)
    assert expires_on(issued, 60) == date(2025, 1, 15)
    assert is_valid(issued, 60, date(2025, 1, 14))
    assert not is_valid(issued, 60, date(2025, 1, 15))
    assert not is_valid(issued, 60, date(2025, 2, 3))


@given(days, st.integers(1, 120), days)
def test_valid_exactly_from_issue_to_the_day_before_expiry(issued: date, months: int, on: date) -> None:
    expiry = expires_on(issued, months)
    assert expiry is not None
    assert is_valid(issued, months, on) == (issued <= on <= expiry - timedelta(days=1))


@given(days, days)
def test_a_degree_never_expires(issued: date, on: date) -> None:
    assert expires_on(issued, None) is None
    assert is_valid(issued, None, on) == (issued <= on)
