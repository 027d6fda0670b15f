"""Is it the same person?"""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.identity import compatible, knows_more, name_key
from nennep.vietnamese.dates import PartialDate

WORDS = st.sampled_from(["Nguyễn", "Hoà", "Hòa", "Thuý", "Thúy", "Đặng", "Văn", "Quỳnh", "Ngoan", "H'Hen", "Ưng", "Ánh"])
DATES = st.builds(
    lambda year, month, day, precision: PartialDate(year, month if precision != "y" else None, day if precision == "d" else None),
    st.integers(1950, 1953), st.integers(1, 3), st.integers(1, 3), st.sampled_from("dmy"),
)  # fmt: skip


@given(
    words=st.lists(WORDS, min_size=1, max_size=5),
    form=st.sampled_from(["NFC", "NFD"]),
    case=st.sampled_from([str.upper, str.lower, str]),
)
def test_spellings_of_one_name_meet(words: list[str], form: str, case: Callable[[str], str]) -> None:
    name = " ".join(words)
    assert name_key(unicodedata.normalize(form, f"  {case(name)} ".replace(" ", "  "))) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Hoà", "Hòa", True), ("Thuý", "Thúy", True), ("Bình", "Bính", False), ("Đan", "Dan", False), ("An", "Ân", False)],
)
def test_tones_count_but_not_where_they_are_typed(one: str, other: str, same: bool) -> None:
    assert (name_key(f"Nguyễn {one}") == name_key(f"Nguyễn {other}")) is same


@given(one=DATES, other=DATES)
def test_dates_that_can_be_the_same_day(one: PartialDate, other: PartialDate) -> None:
    assert compatible(one, other) == compatible(other, one)
    assert compatible(one, other) == (one.iso.startswith(other.iso) or other.iso.startswith(one.iso))
    assert knows_more(one, other) == (one.iso.startswith(other.iso) and one != other)
