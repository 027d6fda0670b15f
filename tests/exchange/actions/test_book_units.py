"""The sheet of units."""

from datetime import date

import pytest

from nennep.organizations.models import Placement, Unit
from tests.exchange.year_book import UNITS, Rows, changed, only, outcomes, reasons, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


def test_units_stand_in_the_tree_whatever_the_order_of_the_rows() -> None:
    imported = take(only(**{"Tổ chức": UNITS}))
    assert imported.summary["created"] == 3
    ward, cell = Unit.objects.get(code="P"), Unit.objects.get(code="K1")
    assert (cell.parent, cell.path, cell.kind_id, ward.kind_id) == (ward, f"{ward.path}{cell.pk:08d}", "cell", "ward")
    assert Placement.objects.get(unit=cell).parent == ward


def test_circles_and_unknown_parents_are_rejected_with_all_below_them() -> None:
    header = UNITS[0]
    imported = take(
        only(
            **{
                "Tổ chức": [
                    header,
                    ["A", "Đảng ủy A", "huyện ủy", "B"],
                    ["B", "Đảng ủy B", "huyện ủy", "C"],
                    ["C", "Đảng ủy C", "huyện ủy", "A"],
                    ["D", "Chi bộ D", "chi bộ", "C"],
                    ["E", "Chi bộ E", "chi bộ", "XX"],
                    ["F", "Chi bộ F", "chi bộ", "F"],
                    ["G", "Chi bộ G", "chi đội", None],
                    ["H", "Chi bộ H", "chi bộ", None, "1/1/2010", "1/1/2009"],
                    ["I", "Chi bộ I", "chi bộ"],
                    ["i", "Chi bộ I", "chi bộ"],
                ]
            }
        )
    )
    assert reasons(imported, "Tổ chức") == [
        ["unit_circle"], ["unit_circle"], ["unit_circle"], ["parent_unknown"], ["parent_unknown"], ["unit_under_itself"], ["word_unknown"],
        ["ends_before_start"], [], ["row_twice"],
    ]  # fmt: skip
    assert list(Unit.objects.values_list("code", flat=True)) == ["I"]


def test_known_units_are_corrected_moved_and_ended() -> None:
    take(only(**{"Tổ chức": UNITS}))
    moved: Rows = [
        UNITS[0],
        ["Q", "Đảng ủy phường Q", "đảng ủy phường"],
        ["K1", "Chi bộ khối 1", "chi bộ", "Q", "1/1/2000"],
        ["K2", "Chi bộ 2", "chi bộ", None, None, "30/06/2025"],
    ]
    imported = take(only(**{"Tổ chức": moved}))
    assert outcomes(imported, "Tổ chức") == ["created", "updated", "updated"]
    assert changed(row(imported, "Tổ chức", 3)) == {"Tên đơn vị": ("Chi bộ 1", "Chi bộ khối 1"), "Mã cấp trên": ("P", "Q")}
    cell, ended = Unit.objects.get(code="K1"), Unit.objects.get(code="K2")
    assert cell.parent is not None
    assert (cell.parent.code, cell.path) == ("Q", f"{cell.parent.path}{cell.pk:08d}")
    assert list(Placement.objects.filter(unit=cell).order_by("pk").values_list("parent__code", "ends_on")) == [
        ("P", date(2026, 11, 21)),
        ("Q", None),
    ]
    assert (ended.dissolved_on, Placement.objects.get(unit=ended).ends_on) == (date(2025, 6, 30), date(2025, 6, 30))
    assert take(only(**{"Tổ chức": moved})).summary["unchanged"] == 3


def test_a_code_used_again_is_another_unit() -> None:
    rows: Rows = [
        UNITS[0],
        ["K1", "Chi bộ cũ", "chi bộ", None, "1/1/2000", "30/6/2025"],
        ["K1", "Chi bộ mới", "chi bộ", None, "1/7/2025"],
    ]
    assert take(only(**{"Tổ chức": rows})).summary["created"] == 2
    assert take(only(**{"Tổ chức": rows})).summary["unchanged"] == 2
