"""Dates that cannot be true together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.term import contradictions, years_later
from nennep.vietnamese.dates import PartialDate

TODAY = date(2026, 11, 22)


def partial(text: str) -> PartialDate:
    return PartialDate(*map(int, text.split("-")))


def codes(born: str | None, admitted: str | None = None, official: str | None = None) -> list[str]:
    days = {
        name: partial(text) if text else None for name, text in (("born", born), ("admitted", admitted), ("official", official))
    }
    return [reason.code for reason in contradictions(**days, today=TODAY)]


@pytest.mark.parametrize(
    ("born", "admitted", "official", "expected"),
    [
        ("1985-03-12", "2003-03-12", "2004-03-12", []),
        ("1985-03-12", "2003-03-11", None, ["admitted_under_18"]),
        ("1985", "2003-01-01", None, []),
        ("1985", "2002", None, ["admitted_under_18"]),
        ("1985-12", "2003-12", None, []),
        ("1996-02-29", "2014-02-28", None, []),
        ("1985", "2004-06-01", "2004-05-31", ["official_before_admitted"]),
        ("1985", "2004-06", "2004-06-01", []),
        ("2027", None, None, ["birth_in_future"]),
        ("2026", None, None, []),
        ("1985", "2026-12-01", None, ["admitted_in_future"]),
        ("1985", None, "2026-11-23", ["official_in_future"]),
        ("1905", None, None, ["born_too_long_ago"]),
        ("2000", None, "2015", ["official_under_18"]),
        (None, "2004", "2003", ["official_before_admitted"]),
    ],
)
def test_known_cases(born: str | None, admitted: str | None, official: str | None, expected: list[str]) -> None:
    assert codes(born, admitted, official) == expected


DAYS = st.dates(date(1920, 1, 1), TODAY)


@given(born=DAYS, admitted=DAYS, official=DAYS, blur=st.tuples(*[st.sampled_from("dmy")] * 3))
def test_knowing_less_never_contradicts_more(born: date, admitted: date, official: date, blur: tuple[str, ...]) -> None:
    sharp = dict(zip(("born", "admitted", "official"), map(PartialDate.of, (born, admitted, official)), strict=True))
    blurred = {name: PartialDate.of(day.first, precision) for (name, day), precision in zip(sharp.items(), blur, strict=True)}  # type: ignore[arg-type]
    if not contradictions(**sharp, today=TODAY):
        assert contradictions(**blurred, today=TODAY) == []


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), years=st.integers(-100, 100))
def test_years_later_is_the_same_day_or_the_last_of_february(day: date, years: int) -> None:
    later = years_later(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) == (day.month, day.day) or (day.month, day.day, later.day) == (2, 29, 28)
