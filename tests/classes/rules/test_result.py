from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.classes.rules.result import Candidate, Rules, mean, on_scale, verdict
from nennep.programs.rules.classification import BandFact

BANDS = [
    BandFact("xuat_sac", "Xuất sắc", Decimal(9)),
    BandFact("gioi", "Giỏi", Decimal(8)),
    BandFact("kha", "Khá", Decimal(7)),
    BandFact("trung_binh", "Trung bình", Decimal(5)),
]
RULES = Rules(Decimal(80), uses_marks=True, pass_mark=Decimal(5), bands=BANDS, parts=("Bài thu hoạch", "Bài kiểm tra"))
BY_HAND = Rules(
    Decimal(80),
    uses_marks=False,
    pass_mark=Decimal(5),
    bands=[BandFact("tot", "Tốt", None), BandFact("khong_dat", "Không đạt", None)],
)
MARKS = st.decimals(0, 10, places=2)


def marks(*values: str) -> dict[str, Decimal]:
    """Return marks for the parts of RULES."""
    return dict(zip(RULES.parts, map(Decimal, values), strict=False))


@given(st.lists(MARKS, min_size=1, max_size=20))
def test_a_mean_lies_between_its_values_and_is_fair_to_the_cent(values: list[Decimal]) -> None:
    result = mean(values)
    assert result is not None
    assert min(values) <= result <= max(values)
    assert abs(result - sum(values) / len(values)) <= Decimal("0.005")


@given(MARKS, MARKS, MARKS, MARKS, st.integers(0, 20))
def test_better_marks_never_give_a_worse_verdict(a: Decimal, b: Decimal, c: Decimal, d: Decimal, absent: int) -> None:
    low = verdict(Candidate(absent, 20, dict(zip(RULES.parts, (min(a, c), min(b, d)), strict=True))), RULES)
    high = verdict(Candidate(absent, 20, dict(zip(RULES.parts, (max(a, c), max(b, d)), strict=True))), RULES)
    assert low.completed <= high.completed


@given(st.integers(0, 20), MARKS, MARKS)
def test_below_the_floor_nobody_completes(absent: int, a: Decimal, b: Decimal) -> None:
    outcome = verdict(Candidate(absent, 20, dict(zip(RULES.parts, (a, b), strict=True))), RULES)
    assert (outcome.why == "below_floor") is (absent > 4)
    assert not (outcome.completed and absent > 4)


@pytest.mark.parametrize(
    ("candidate", "completed", "mark", "key", "why"),
    [
        (Candidate(2, 10, marks("8", "8.5")), True, "8.25", "gioi", ""),
        (Candidate(2, 10, marks("9", "9")), True, "9.00", "xuat_sac", ""),
        (Candidate(0, 10, marks("4", "5.9")), False, "4.95", None, "below_pass"),
        (Candidate(3, 10, marks("9", "9")), False, "9.00", None, "below_floor"),
        (Candidate(0, 10, marks("9")), False, None, None, "mark_missing"),
    ],
)
def test_verdicts_by_marks(candidate: Candidate, completed: bool, mark: str | None, key: str | None, why: str) -> None:
    outcome = verdict(candidate, RULES)
    assert outcome.completed is completed
    assert outcome.mark == (Decimal(mark) if mark else None)
    assert (outcome.band.key if outcome.band else None) == key
    assert outcome.why == why


@pytest.mark.parametrize(("chosen", "completed"), [("tot", True), ("", True), ("khong_dat", False)])
def test_a_program_without_marks_takes_the_classification_given_by_hand(chosen: str, completed: bool) -> None:
    assert verdict(Candidate(0, 10, chosen=chosen), BY_HAND).completed is completed


@pytest.mark.parametrize(
    ("mark", "allowed"), [("0", True), ("10", True), ("7.25", True), ("10.01", False), ("-1", False), ("7.255", False)]
)
def test_marks_stay_on_the_ten_point_scale(mark: str, allowed: bool) -> None:
    assert on_scale(Decimal(mark)) is allowed
