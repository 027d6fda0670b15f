"""How a sheet is laid out: several lists on it, titles that nothing knows, and what the titles above it say."""

import pytest

from nennep.exchange.rules.roster import lay_out_book, read_roster
from nennep.exchange.rules.unit_match import UnitRef
from nennep.vietnamese.dates import PartialDate
from tests.exchange.sheets import HEADER, TODAY, book, people, roster

UNITS = [UnitRef(2, "XM-01", "Chi bộ thôn Đông"), UnitRef(3, "XM-02", "Chi bộ 3")]


def test_a_second_list_below_is_read_by_its_own_header() -> None:
    rows = people(
        ["I", "ĐẢNG VIÊN CHÍNH THỨC"],
        ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Chức vụ"],
        [1, "Nguyễn Văn An", "12/03/1985", "19/05/2004", "Bí thư"],
        [],
        ["II", "ĐẢNG VIÊN DỰ BỊ"],
        ["STT", "Họ và tên", "Chức vụ", "Giới tính", "Ngày sinh", "Ngày vào Đảng"],
        [1, "Hồ Văn Cảnh", "Công an viên", "Nam", "1995", "19/05/2026"],
    )
    assert [(row.number, row.person.full_name, row.person.post, row.person.sex, row.rejected) for row in rows] == [
        (3, "Nguyễn Văn An", "Bí thư", "", False),
        (7, "Hồ Văn Cảnh", "Công an viên", "M", False),
    ]
    assert rows[1].person.birth == PartialDate(1995)


def test_what_is_said_of_a_title_by_hand_counts_for_the_list_below_too() -> None:
    sheet = book(
        ["STT", "Họ và tên", "Ngày sinh", "Đợt A", "Chức vụ"],
        [1, "Nguyễn Văn An", "12/03/1985", "19/05/2004", "Bí thư"],
        ["II", "DANH SÁCH BỔ SUNG"],
        ["STT", "Họ và tên", "Đợt A", "Chức vụ", "Giới tính", "Ngày sinh"],
        [1, "Hồ Văn Cảnh", "19/05/2005", "Phó Bí thư", "Nam", "1975"],
    )
    said = {"0": "ordinal", "1": "name", "2": "birth", "3": "admitted"}  # the post is passed over
    read = read_roster(lay_out_book(sheet, {sheet.sheets[0].name: {"columns": said}}), TODAY).rows
    assert [(row.person.admitted, row.person.post, row.person.sex) for row in read] == [
        (PartialDate(2004, 5, 19), "", ""),
        (PartialDate(2005, 5, 19), "", "M"),
    ]


def test_lists_side_by_side_are_all_read_and_share_the_headings() -> None:
    rows = people(
        ["STT", "Họ và tên", "Năm sinh", None, "STT", "Họ và tên", "Năm sinh"],
        ["CHI BỘ 3"],
        [1, "Nguyễn Văn An", 1985, None, 3, "Lê Văn Cường", 1987],
        [2, "Trần Thị Bé", 1986],
        units=UNITS,
    )
    told = {(row.number, row.person.full_name, row.person.unit) for row in rows}
    assert told == {(3, "Nguyễn Văn An", "CHI BỘ 3"), (4, "Trần Thị Bé", "CHI BỘ 3"), (3, "Lê Văn Cường", "CHI BỘ 3")}


def test_lists_side_by_side_may_each_stand_under_their_unit() -> None:
    header = ["STT", "Họ và tên", "Năm sinh"]
    rows = people(
        ["CHI BỘ THÔN ĐÔNG", None, None, None, "CHI BỘ 3"],
        [*header, None, *header],
        [1, "Nguyễn Văn An", 1985, None, 1, "Lê Văn Cường", 1987],
        units=UNITS,
    )
    assert {(row.person.full_name, row.unit and row.unit.id) for row in rows} == {("Nguyễn Văn An", 2), ("Lê Văn Cường", 3)}


def test_names_under_an_unknown_title_are_known_by_themselves() -> None:
    header = ["TT", "Danh tính", "Ngày sinh", "Ghi chú khác"]
    assert [row.person.full_name for row in people(header, [1, "Lê Văn Cường", "1980"], [2, "VÕ THỊ GẤM", "1981"])] == [
        "Lê Văn Cường",
        "Võ Thị Gấm",
    ]
    classes = book(["TT", "Tên lớp", "Đơn vị"], [1, "Bồi dưỡng nhận thức", "Trung tâm"])
    assert [layout.header for layout in lay_out_book(classes)] == [None]


def test_births_under_the_sexes_alone() -> None:
    rows = people(
        ["STT", "Họ tên", "Nữ", "Nam", "Vào Đảng"], [1, "Lê An", None, "12/03/1985", 2010], [2, "Vũ Bé", 1986, None, 2010]
    )
    assert [(row.person.sex, row.person.birth) for row in rows] == [("M", PartialDate(1985, 3, 12)), ("F", PartialDate(1986))]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Họ tên đ/c", "name"),
        ("Ngày, tháng, năm được kết nạp vào Đảng", "admitted"),
        ("Ngày, tháng, năm được công nhận đảng viên chính thức", "official"),
        ("Trình độ lý luận chính trị cao nhất", "level"),
        ("Hiện đang sinh hoạt tại chi bộ", "unit"),
        ("Ngày vào Đoàn", None),
        ("Ngày cấp thẻ", None),
    ],
)
def test_titles_are_known_without_their_filling_words(title: str, field: str | None) -> None:
    (layout,) = lay_out_book(book(["STT", "Họ và tên", "Ngày sinh", title], [1, "Nguyễn Văn An", "1985", "2010"]))
    assert layout.header is not None
    assert {column.index: column.field for column in layout.header.columns}.get(3) == field


def test_parts_of_a_date_title_that_were_shortened() -> None:
    (row,) = people(["TT", "Họ và tên", "Ngày vào Đảng"], [None, None, "DB", "CT"], [1, "Lê An", "3/2/2010", "3/2/2011"])
    assert (row.person.admitted, row.person.official) == (PartialDate(2010, 2, 3), PartialDate(2011, 2, 3))


def test_a_second_column_of_one_thing_is_not_lost_in_silence() -> None:
    (layout,) = lay_out_book(book(["TT", "Họ và tên", "Ngày vào Đảng", "Ngày kết nạp"], [1, "Lê An", "3/2/2010", "3/2/2011"]))
    assert layout.unknown == {3: "Ngày kết nạp"}


def test_titles_that_differ_from_sheet_to_sheet_name_the_units() -> None:
    row = [1, "Nguyễn Văn An", "12/03/1985"]
    made = book(Sheet1=[["ĐẢNG BỘ XÃ MẪU"], ["CHI BỘ THÔN ĐÔNG"], HEADER, row], Sheet2=[["CHI BỘ 3"], HEADER, row])
    assert [one.unit and one.unit.id for one in roster(made, UNITS).rows] == [2, 3]
    alone = book(Sheet1=[["CHI BỘ 3"], HEADER, row])
    assert [one.unit and one.unit.id for one in roster(alone, UNITS).rows] == [1]


def test_a_sheet_without_a_header_goes_on_with_the_list_before_it() -> None:
    page = [[1, "Nguyễn Văn An", "12/03/1985"], [2, "Trần Thị Bé", 1986]]
    more = [[3, "Lê Văn Cường", 1987], [], ["Người lập biểu"]]
    other = [["Chi bộ 3", "14 đảng viên", "5 nữ"], ["Chi bộ 4", "12 đảng viên", "3 nữ"]]
    made = book(**{"Trang 1": [["STT", "Họ và tên", "Ngày sinh"], *page], "Trang 2": more, "Tổng hợp": other})
    assert [(row.sheet, row.number, row.person.full_name) for row in roster(made).rows] == [
        ("Trang 1", 2, "Nguyễn Văn An"),
        ("Trang 1", 3, "Trần Thị Bé"),
        ("Trang 2", 1, "Lê Văn Cường"),
    ]
