from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.classes.rules.early_signs import Attendance, Sign, best_share, signs

FLOORS = st.decimals(0, 100, places=2)


@st.composite
def attendances(draw: st.DrawFn) -> Attendance:
    """Counts that can be."""
    total = draw(st.integers(0, 120))
    held = draw(st.integers(0, total))
    absent = draw(st.integers(0, held))
    return Attendance(held, absent, draw(st.integers(0, absent)), total)


@given(attendances(), FLOORS, st.integers(1, 5))
def test_a_lost_trainee_cannot_reach_the_floor_and_others_still_can(attendance: Attendance, floor: Decimal, limit: int) -> None:
    best = attendance.total - attendance.absent
    reachable = best * 100 >= floor * attendance.total
    assert (Sign.LOST in signs(attendance, floor, limit)) is not reachable


@given(attendances(), FLOORS, st.integers(1, 5))
def test_one_more_absence_never_takes_a_sign_of_absence_away(attendance: Attendance, floor: Decimal, limit: int) -> None:
    if attendance.held < attendance.total:
        worse = Attendance(attendance.held + 1, attendance.absent + 1, attendance.in_a_row + 1, attendance.total)
        assert bool(signs(attendance, floor, limit)) <= bool(signs(worse, floor, limit))


@given(attendances())
def test_nobody_below_a_floor_of_zero(attendance: Attendance) -> None:
    assert signs(attendance, Decimal(0), attendance.in_a_row + 1) == ()


@pytest.mark.parametrize(
    ("attendance", "expected"),
    [
        (Attendance(held=5, absent=1, in_a_row=1, total=10), ()),
        (Attendance(held=4, absent=1, in_a_row=1, total=10), (Sign.BELOW,)),
        (Attendance(held=5, absent=3, in_a_row=3, total=10), (Sign.LOST, Sign.IN_A_ROW)),
        (Attendance(held=9, absent=2, in_a_row=0, total=10), (Sign.BELOW,)),
        (Attendance(held=10, absent=2, in_a_row=0, total=10), ()),
        (Attendance(held=0, absent=1, in_a_row=0, total=10), ()),
        (Attendance(held=0, absent=3, in_a_row=0, total=10), (Sign.LOST,)),
        (Attendance(held=5, absent=0, in_a_row=0, total=10, left=True), (Sign.LEFT,)),
    ],
)
def test_signs_at_a_floor_of_eighty_percent(attendance: Attendance, expected: tuple[Sign, ...]) -> None:
    assert signs(attendance, Decimal(80), 3) == expected


def test_the_best_share_is_what_remains_possible() -> None:
    assert best_share(Attendance(held=5, absent=3, in_a_row=0, total=10)) == Decimal("70.0")
    assert best_share(Attendance(0, 0, 0, 0)) == Decimal(100)
