"""Which rows of a roster are people, and where they belong."""

import pytest

from nennep.exchange.rules.unit_match import UnitRef
from nennep.spreadsheets.book import Merge
from tests.exchange.sheets import BASE, HEADER, book, codes, people, roster


def names(rows: list) -> list[str]:  # type: ignore[type-arg]
    return [row.person.full_name for row in rows]


def test_titles_groups_totals_notes_and_signatures_are_no_rows() -> None:
    rows = people(
        ["ĐẢNG BỘ XÃ MẪU", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        [],
        HEADER,
        ["I", "Chi bộ khối 1"],
        [1, "Nguyễn Văn An", "1980", "Nam"],
        [],
        [2, "Tống Thị Bình", "1981", "Nữ"],
        ["Cộng", "2 đ/c"],
        ["II. Chi bộ khối 2 (1 đồng chí)"],
        [3, "Công Văn Phong", "1982", "Nam"],
        ["Tổng cộng: 3 đồng chí"],
        ["Ghi chú: danh sách lập ngày 31/12/2021"],
        [None, None, None, None, None, "Xã Mẫu, ngày 31 tháng 12 năm 2021"],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "T/M BAN THƯỜNG VỤ"],
        [None, "Lê Thị Hoa", None, None, None, "Trần Văn Bảy"],
    )
    assert names(rows) == ["Nguyễn Văn An", "Tống Thị Bình", "Công Văn Phong"]
    assert [row.person.unit for row in rows] == ["Chi bộ khối 1", "Chi bộ khối 1", "Chi bộ khối 2"]
    assert [row.number for row in rows] == [6, 8, 11]


def test_a_total_line_with_figures_under_the_dates_is_no_person() -> None:
    assert names(people(HEADER, [1, "Nguyễn Văn An", 1980], [None, "Tổng cộng", 36, 20, 16])) == ["Nguyễn Văn An"]


def test_counts_below_a_list_are_no_people() -> None:
    below: list[list[object]] = [["Tổng: 2 đồng chí"], [None, "Trong đó:"], [None, "+ Chính thức", "2"], [None, "+ Dự bị", "0"]]
    assert [row.number for row in people(HEADER, [1, "Nguyễn Văn An", "1985"], *below)] == [2]


def test_numbered_but_empty_rows_are_blank() -> None:
    assert len(people(HEADER, [1, "Nguyễn Văn An", 1980], [2], [3], [4])) == 1


def test_column_numbers_and_repeated_headers_are_no_people() -> None:
    rows = people(HEADER, [1, 2, 3, 4, 5, 6, 7, 8], [1, "Nguyễn Văn An", 1980], HEADER, [2, "Nguyễn Văn Bình", 1981])
    assert names(rows) == ["Nguyễn Văn An", "Nguyễn Văn Bình"]
    assert [row.person.unit for row in rows] == ["", ""]


def test_lists_one_below_the_other_take_their_titles_as_units() -> None:
    rows = people(
        ["CHI BỘ KHỐI 1"], HEADER, [1, "Nguyễn Văn An", 1980], ["Cộng: 1"], ["CHI BỘ KHỐI 2"], HEADER, [1, "Nguyễn Văn Bình", 1981]
    )
    assert [row.person.unit for row in rows] == ["CHI BỘ KHỐI 1", "CHI BỘ KHỐI 2"]


def test_a_title_repeated_on_each_page_is_no_unit() -> None:
    rows = people(["CHI BỘ KHỐI 1"], HEADER, [1, "Nguyễn Văn An", 1980], ["CHI BỘ KHỐI 1"], HEADER, [2, "Nguyễn Văn Bình", 1981])
    assert [row.person.unit for row in rows] == ["", ""]


def test_headings_may_part_by_standing_inside_units() -> None:
    rows = people(
        HEADER,
        ["A", "Chi bộ Thôn Đông"],
        ["I", "Đảng viên chính thức"],
        [1, "Nguyễn Văn An", 1980],
        ["II", "Đảng viên dự bị"],
        [2, "Nguyễn Văn Bình", 1990],
        ["B", "Chi bộ Thôn Tây"],
        [3, "Nguyễn Văn Cường", 1991],
    )
    assert [(row.person.unit, row.person.standing) for row in rows] == [
        ("Chi bộ Thôn Đông", "official"),
        ("Chi bộ Thôn Đông", "probationary"),
        ("Chi bộ Thôn Tây", None),
    ]


def test_a_heading_that_is_no_known_word_still_names_a_unit() -> None:
    rows = people(HEADER, ["I", "Lạc Long"], [1, "Nguyễn Văn An", 1980], ["II.", "Hồng Bàng"], [2, "Nguyễn Văn Bình", 1981])
    assert [row.person.unit for row in rows] == ["Lạc Long", "Hồng Bàng"]


def test_a_person_without_a_name_is_told() -> None:
    rows = people(
        HEADER,
        [1, "Nguyễn Văn An", 1980],
        [2, None, "12/03/1980", "Nam"],
        [3, None, 1980],
        [4, None, None, "Nam", None, None, "Bí thư"],
    )
    assert [codes(row) for row in rows[1:]] == [["no_name"]] * 3


def test_a_list_of_names_only() -> None:
    rows = people(
        ["TT", "Họ và tên", "Chức vụ"],
        [1, "Nguyễn Văn An"],
        [2, "Nguyễn Văn Bình", "Bí thư"],
        [None, "NGƯỜI LẬP"],
        [None, "Lê Thị Hoa"],
    )
    assert names(rows) == ["Nguyễn Văn An", "Nguyễn Văn Bình"]


def test_no_running_number_at_all() -> None:
    rows = people(["Họ tên", "Năm sinh"], ["Chi bộ thôn Đông"], ["Nguyễn Văn An", 1980], ["Nguyễn Văn Bình", None], ["Tổng: 2"])
    assert names(rows) == ["Nguyễn Văn An", "Nguyễn Văn Bình"]
    assert rows[0].person.unit == "Chi bộ thôn Đông"


def test_a_name_in_two_columns() -> None:
    rows = people(["STT", "Họ và tên đệm", "Tên", "Năm sinh"], [1, "Nguyễn Văn", "An", 1980])
    assert names(rows) == ["Nguyễn Văn An"]
    rows = people(["STT", "Họ và tên", None, "Năm sinh"], [1, "Nguyễn Văn", "An", 1980], [2, "Lê Thị", "Bình", 1981])
    assert names(rows) == ["Nguyễn Văn An", "Lê Thị Bình"]


def test_the_unit_column_goes_before_the_heading_before_the_sheet() -> None:
    made = book(
        CB1=[
            ["STT", "Họ và tên", "Năm sinh", "Chi bộ"],
            [1, "Nguyễn Văn An", 1980, "Chi bộ 9"],
            ["I", "Chi bộ 5"],
            [2, "Nguyễn Văn Bình", 1981],
        ],
        CB2=[["STT", "Họ và tên", "Năm sinh"], [1, "Nguyễn Văn Cường", 1980]],
    )
    assert [row.person.unit for row in roster(made, create=True).rows] == ["Chi bộ 9", "Chi bộ 5", "CB2"]


@pytest.mark.parametrize("name", ["Sheet1", "Trang tính1", "DS trích ngang", "Danh sách", "ĐV 2021", "Tổng hợp"])
def test_sheets_that_name_no_unit(name: str) -> None:
    assert [row.unit for row in roster(book(HEADER, [1, "Nguyễn Văn An", 1980], name=name)).rows] == [BASE]


UNITS = [
    UnitRef(2, "XM-01", "Chi bộ thôn Đông"),
    UnitRef(3, "XM-02", "Chi bộ khối 2"),
    UnitRef(4, "XM-03", "Chi bộ Trường Mầm non"),
    UnitRef(5, "XM-04", "Chi bộ 7"),
]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("CHI BỘ THÔN ĐÔNG", 2),
        ("Thôn Đông", 2),
        ("xm-01", 2),
        ("Khối 02", 3),
        ("Chi bo khoi 2", 3),
        ("CB khối 2", 3),
        ("Trường MN", 4),
        ("CB7", 5),
        ("Chi bộ số 07", 5),
        ("Đảng bộ xã Mẫu", 1),
    ],
)
def test_units_are_matched_by_folded_name(label: str, key: int) -> None:
    [row] = people(["STT", "Họ và tên", "Năm sinh", "Chi bộ"], [1, "Nguyễn Văn An", 1980, label], units=UNITS)
    assert row.unit is not None
    assert row.unit.id == key


def test_an_unknown_unit_is_a_reason_unless_it_is_to_be_made() -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", "Chi bộ"], [1, "Nguyễn Văn An", 1980, "Chi bộ 99"]]
    [row] = people(*rows, units=UNITS)
    assert codes(row) == ["unit_unknown"]
    [row] = people(*rows, units=UNITS, create=True)
    assert row.unit is not None
    assert (row.unit.id, row.unit.name) == (None, "Chi bộ 99")


def test_two_units_of_one_name_are_doubt() -> None:
    [row] = people(
        ["STT", "Họ và tên", "Năm sinh", "Chi bộ"],
        [1, "Nguyễn Văn An", 1980, "Chi bộ 1"],
        units=[UnitRef(2, "A", "Chi bộ 1"), UnitRef(3, "B", "Chi bộ 1")],
        create=True,
    )
    assert codes(row) == ["unit_ambiguous"]


def test_a_second_row_for_a_person_is_rejected() -> None:
    rows = people(
        HEADER,
        [1, "Nguyễn Văn Hoà", "12/03/1980"],
        [2, "NGUYỄN VĂN HÒA", "12/3/1980"],
        [3, "Nguyễn Văn Hòa", "1980"],
        [4, "Nguyễn Văn Hóa", "12/03/1980"],
    )
    assert [codes(row) for row in rows] == [[], ["duplicate_in_file"], ["maybe_duplicate"], []]
    assert rows[1].rejected
    assert not rows[2].rejected


def test_the_same_name_in_another_unit_is_another_person() -> None:
    rows = people(
        HEADER, ["I", "Chi bộ 1"], [1, "Nguyễn Văn An", "1980"], ["II", "Chi bộ 2"], [2, "Nguyễn Văn An", "1980"], create=True
    )
    assert [codes(row) for row in rows] == [[], []]


def test_a_heading_over_many_columns_is_no_person() -> None:
    made = book(HEADER, ["Lạc Long"], [1, "Nguyễn Văn An", 1980], ["Hồng Bàng"], [2, "Nguyễn Văn Bình", 1981])
    made.sheets[0].merged = [Merge(1, 0, 1, 7), Merge(3, 0, 3, 7)]
    assert [row.person.unit for row in roster(made).rows] == ["Lạc Long", "Hồng Bàng"]


def test_a_heading_goes_on_on_the_next_page() -> None:
    rows = people(HEADER, ["I. Chi bộ 1"], [1, "Nguyễn Văn An", 1980], ["I. Chi bộ 1 (tiếp theo)"], [2, "Nguyễn Văn Bình", 1981])
    assert [row.person.unit for row in rows] == ["Chi bộ 1", "Chi bộ 1"]


UNIT_LAST: list[object] = ["STT", "Họ và tên", "Năm sinh", "Chi bộ"]


def test_a_merged_cell_of_the_unit_reaches_down() -> None:
    made = book(UNIT_LAST, [1, "Nguyễn Văn An", 1980, "CB 1"], [2, "Nguyễn Văn Bình", 1981], [3, "Nguyễn Văn Cường", 1982, "CB 2"])
    made.sheets[0].merged = [Merge(1, 3, 2, 3)]
    assert [row.person.unit for row in roster(made, create=True).rows] == ["CB 1", "CB 1", "CB 2"]


def test_a_unit_written_once_for_all_below_it_is_pointed_out() -> None:
    names_ = ["An", "Bình", "Cường", "Dũng", "Giang"]
    body = [
        [at, f"Nguyễn Văn {name}", 1980 + at, "CB 1" if at == 0 else "CB 2" if at == 3 else None] for at, name in enumerate(names_)
    ]
    rows = people(UNIT_LAST, *body, create=True)
    assert [row.person.unit for row in rows] == ["CB 1", "CB 1", "CB 1", "CB 2", "CB 2"]
    assert [codes(row) for row in rows] == [[], ["unit_from_above"], ["unit_from_above"], [], ["unit_from_above"]]


def test_a_blank_cell_among_filled_ones_falls_back_to_the_unit_of_the_list() -> None:
    rows = people(
        UNIT_LAST,
        [1, "Nguyễn Văn An", 1980, "CB 1"],
        [2, "Nguyễn Văn Bình", 1981],
        [3, "Nguyễn Văn Cường", 1982, "CB 1"],
        create=True,
    )
    assert [row.person.unit for row in rows] == ["CB 1", "", "CB 1"]
