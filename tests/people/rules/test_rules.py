"""Dates of a life."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nennep.core.months import add_months
from nennep.people.rules import contradictions, mask

DAYS = st.dates(date(1920, 1, 1), date(2040, 1, 1))


@given(born=DAYS, admitted=DAYS, official=DAYS)
def test_a_life_in_order_has_no_contradiction(born: date, admitted: date, official: date) -> None:
    found = contradictions(born=born, admitted=admitted, official=official, today=date(2041, 1, 1))
    assert ("official_before_admitted" in found) == (official < admitted)
    assert ("admitted_too_young" in found) == (admitted < add_months(born, 216))


@given(value=st.text("0123456789", max_size=12))
def test_a_mask_shows_three_characters_at_most(value: str) -> None:
    assert len(mask(value).strip("•")) <= 3
    assert len(mask(value)) == len(value)
