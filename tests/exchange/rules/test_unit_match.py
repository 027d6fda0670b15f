"""Which unit a list means."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.unit_match import UnitIndex, UnitRef, core
from nennep.vietnamese.text import fold

NAMES = [
    "Chi bộ khối 1",
    "Chi bộ khối 12",
    "Chi bộ Trường Tiểu học",
    "Đảng ủy phường Quỳnh Xuân",
    "Chi bộ Công an phường",
    "Chi bộ 7",
]
UNITS = [UnitRef(number, f"QX-{number:02}", name) for number, name in enumerate(NAMES, 1)]


@given(
    unit=st.sampled_from(UNITS),
    change=st.sampled_from([str, str.upper, fold, lambda text: text.replace(" ", "  "), lambda text: f" {text}. "]),
)
def test_a_unit_is_found_however_its_name_is_typed(unit: UnitRef, change: Callable[[str], str]) -> None:
    index = UnitIndex(UNITS)
    assert index.find(change(unit.name)) == [unit]
    assert index.find(change(unit.code)) == [unit]


def test_nothing_finds_nothing() -> None:
    assert UnitIndex(UNITS).find("---") == []
    assert UnitIndex(UNITS).find("Chi bộ") == []
    assert UnitIndex(UNITS).find("Chi bộ khối 2") == []


def test_the_core_of_a_name() -> None:
    assert core("CB Trường TH") == core("Chi bộ Trường Tiểu học") == "truong tieu hoc"
    assert core("Chi bộ số 07") == core("CB7") == "7"
    assert core("Chi bộ khối 1") != core("Chi bộ 1")


def test_a_dissolved_unit_gives_way_to_one_in_being() -> None:
    old, new = UnitRef(1, "A", "Chi bộ 1", dissolved=True), UnitRef(2, "B", "Chi bộ 1")
    assert UnitIndex([old, new]).find("Chi bộ 1") == [new]
    assert UnitIndex([old]).find("Chi bộ 1") == [old]
