"""From marks to classifications."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.programs.catalog import LABELS, MARKS
from nennep.programs.rules.classification import BandFact, attends_enough, classify, passes, problem_of

BANDS = [BandFact(key, LABELS[key], None if mark is None else Decimal(mark)) for key, mark in MARKS]
marks = st.decimals(0, 10, places=2)


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("10", "xuat_sac"),
        ("9", "xuat_sac"),
        ("8.99", "gioi"),
        ("7", "kha"),
        ("6.9", "trung_binh"),
        ("5.0", "trung_binh"),
        ("4.99", "khong_dat"),
    ],
)
def test_the_shipped_bands(mark: str, key: str) -> None:
    band = classify(Decimal(mark), BANDS)
    assert band is not None
    assert band.key == key


@given(marks, st.lists(st.tuples(st.text(min_size=1), marks), unique_by=lambda pair: pair[1]))
def test_the_highest_band_reached_whatever_their_order(mark: Decimal, pairs: list[tuple[str, Decimal]]) -> None:
    bands = [BandFact(key, key, least) for key, least in pairs]
    found = classify(mark, bands)
    reached = [least for _, least in pairs if least <= mark]
    assert (found.min_mark if found else None) == (max(reached) if reached else None)
    assert classify(mark, list(reversed(bands))) == found


@given(marks, marks)
def test_a_better_mark_never_gives_a_lower_band(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    lower, upper = classify(low, BANDS), classify(high, BANDS)
    assert lower is not None
    assert upper is not None
    assert (lower.min_mark or 0) <= (upper.min_mark or 0)


def test_bands_without_marks_are_not_reached_by_a_mark() -> None:
    assert classify(Decimal(9), [BandFact("dat", "đạt", None)]) is None


def test_the_pass_mark_itself_passes() -> None:
    assert passes(Decimal("5.00"), Decimal(5))
    assert not passes(Decimal("4.99"), Decimal(5))


@pytest.mark.parametrize(("attended", "enough"), [(8, True), (7, False), (10, True)])
def test_the_floor_of_attendance(attended: int, enough: bool) -> None:
    assert attends_enough(attended, 10, Decimal(80)) is enough


def test_of_no_sessions_nobody_misses_any() -> None:
    assert attends_enough(0, 0, Decimal(80))


@pytest.mark.parametrize(
    ("bands", "uses_marks", "pass_mark", "fault"),
    [
        (BANDS, True, "5", ""),
        ([], True, "5", "no_bands"),
        ([BandFact("dat", "đạt", None)], True, "5", "band_needs_mark"),
        ([BandFact("dat", "đạt", None)], False, "5", ""),
        ([BandFact("gioi", "giỏi", Decimal(11))], True, "5", "band_outside_scale"),
        ([BandFact("a", "a", Decimal(5)), BandFact("b", "b", Decimal("5.0"))], True, "5", "band_mark_twice"),
        (BANDS, True, "10.5", "pass_outside_scale"),
    ],
)
def test_what_cannot_stand_in_a_rule_set(bands: list[BandFact], uses_marks: bool, pass_mark: str, fault: str) -> None:
    assert problem_of(bands, uses_marks=uses_marks, pass_mark=Decimal(pass_mark)) == fault
