"""Single cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules import cell
from nennep.exchange.rules.reason import Reason


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        (1500000.0, 1500000), ("1.500.000", 1500000), ("1,500,000", 1500000), ("1 500 000", 1500000), ("1.500.000 đ", 1500000),
        ("1.500.000 đồng", 1500000), ("500000 VNĐ", 500000), ("1,5 triệu", 1500000), ("2 triệu đồng", 2000000), ("200.000đ", 200000),
        (None, None), ("-", None), ("", None), ("0", 0),
    ],
)  # fmt: skip
def test_money(typed: str | float | None, amount: int | None) -> None:
    reasons: list[Reason] = []
    assert cell.money(typed, "Hỗ trợ", reasons) == amount
    assert reasons == []


@pytest.mark.parametrize(("typed", "mark"), [(8.25, "8.25"), ("8,25", "8.25"), ("8.25", "8.25"), ("10", "10.00"), (0.0, "0.00")])
def test_marks(typed: str | float, mark: str) -> None:
    reasons: list[Reason] = []
    assert cell.mark(typed, "Điểm", reasons) == Decimal(mark)
    assert reasons == []


@given(value=st.floats() | st.text(max_size=12) | st.none() | st.booleans())
def test_whatever_stands_in_a_cell_is_read_or_rejected(value: float | str | bool | None) -> None:
    for read in (cell.money, cell.mark, cell.whole_number):
        reasons: list[Reason] = []
        found = read(value, "Ô", reasons)  # type: ignore[operator]
        assert found is None or found >= 0
        assert found is None or not reasons
        assert all(reason.rejects and "value" in reason.facts for reason in reasons)
