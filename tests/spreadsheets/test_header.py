from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.spreadsheets.book import Merge, Row
from nennep.spreadsheets.header import Header, find_header

WORDS: Mapping[str, Sequence[str]] = {
    "full_name": ["Họ và tên", "Họ tên", "Họ, tên đệm và tên"],
    "birth": ["Ngày sinh", "Ngày tháng năm sinh", "Năm sinh"],
    "sex": ["Giới tính", "Nam/Nữ", "Nam", "Nữ"],
    "admitted": ["Ngày vào Đảng", "Ngày vào Đảng dự bị", "Vào Đảng"],
    "official": ["Ngày chính thức", "Ngày vào Đảng chính thức", "Chính thức"],
    "post": ["Chức vụ"],
    "theory_level": ["TĐ LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị", "LLCT"],
    "education": ["Trình độ chuyên môn", "Chuyên môn"],
    "year": ["Năm"],
}
N = None
Found = list[tuple[int, str, str | None]]


def found(*rows: Row, **options: object) -> tuple[int, int, Found]:
    header = find_header(rows, WORDS, **options)  # type: ignore[arg-type]  # options are those of the function
    assert header
    return header.first, header.last, [(column.index, column.field, column.qualifier) for column in header.columns]


def test_under_titles() -> None:
    rows: list[Row] = [
        ["ĐẢNG BỘ PHƯỜNG SỐ 1"],
        ["CHI BỘ KHỐI 3"],
        [],
        ["DANH SÁCH TRÍCH NGANG ĐẢNG VIÊN"],
        ["STT", "Họ  và tên", "Ngày, tháng,\nnăm sinh", "NAM/NỮ", "Ngày vào Đảng ", "Ngày chính\nthức", "TĐ LLCT", "Ghi chú"],
        [1.0, "Nguyễn Văn An", "12/03/1985", "Nam", "19/05/2010", "19/05/2011", "Trung cấp"],
    ]
    header = find_header(rows, WORDS)
    assert header
    assert (header.first, header.last) == (4, 4)
    fields = ["ordinal", "full_name", "birth", "sex", "admitted", "official", "theory_level"]
    assert [column.field for column in header.columns] == fields
    assert header.unknown == {7: "Ghi chú"}
    assert header.find("birth") == header.columns[2]
    assert header.find("post") is None


@pytest.mark.parametrize(
    "merged", [[], [Merge(0, 2, 0, 3), Merge(0, 4, 0, 5), Merge(0, 0, 1, 0)], [Merge(0, 0, 1, 0), Merge(0, 6, 1, 6)]]
)
def test_two_lines(merged: list[Merge]) -> None:
    assert found(
        ["TT", "Họ, tên đệm và tên", "Năm sinh", N, "Ngày vào Đảng", N, "Chức vụ, đơn vị công tác"],
        [N, N, "Nam", "Nữ", "Dự bị", "Chính thức"],
        ["I", "Chi bộ thôn Đông"],
        [1.0, "Nguyễn Đình An", "30/09/1971", N, "10/10/1995", "10/10/1996"],
        merged=merged,
    ) == (
        *(0, 1),
        [
            *((0, "ordinal", None), (1, "full_name", None), (2, "birth", "male"), (3, "birth", "female")),
            *((4, "admitted", None), (5, "official", None), (6, "post", None)),
        ],
    )


def test_groups_over_a_full_second_line() -> None:
    assert found(
        ["DANH SÁCH"],
        [N, N, "Ngày vào Đảng", N, "Trình độ"],
        ["STT", "Họ tên", "Dự bị", "Chính thức", "Chuyên môn", "LLCT"],
        [1.0, "Nguyễn Văn An"],
    ) == (
        *(1, 2),
        [
            *((0, "ordinal", None), (1, "full_name", None), (2, "admitted", None), (3, "official", None)),
            *((4, "education", None), (5, "theory_level", None)),
        ],
    )


def test_a_merged_title_reaches_no_further_than_its_range() -> None:
    rows: list[Row] = [[N, N, "Ngày vào Đảng", N, N], ["STT", "Họ tên", "Dự bị", "Chính thức", "Quê quán"], [1.0, "A B"]]
    header = find_header(rows, WORDS, merged=[Merge(0, 2, 0, 3)])
    assert header
    assert header.unknown == {4: "Quê quán"}


def test_titles_cut_over_two_rows() -> None:
    first, last, columns = found(
        ["STT", "Họ và", "Ngày tháng", "Chức"], [N, "tên", "năm sinh", "vụ"], [1.0, "Nguyễn Văn An", "12/3/1985"]
    )
    assert (first, last) == (0, 1)
    assert [name for _, name, _ in columns] == ["ordinal", "full_name", "birth", "post"]


def test_three_lines_and_numbers_of_columns() -> None:
    assert found(
        ["TT", "Họ và tên", "Ngày sinh", N, N, "Trình độ", N, N],
        [N, N, "Ngày", "Tháng", "Năm", "LLCT"],
        [N, N, N, N, N, "SC", "TC", "CC"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1.0, "Nguyễn Văn An", 12.0, 3.0, 1985.0, N, "x"],
    ) == (
        *(0, 3),
        [
            *((0, "ordinal", None), (1, "full_name", None), (2, "birth", "day"), (3, "birth", "month"), (4, "birth", "year")),
            *((5, "theory_level", "sc"), (6, "theory_level", "tc"), (7, "theory_level", "cc")),
        ],
    )


def test_sex_as_two_columns_of_crosses() -> None:
    assert found(["STT", "Họ tên", "Nam", "Nữ"], [1.0, "A B", "x"])[2][2:] == [(2, "sex", "male"), (3, "sex", "female")]
    assert found(["STT", "Họ tên", "Giới tính", N], [N, N, "Nam", "Nữ"], [1.0, "A B", "x"])[2][2:] == [
        *((2, "sex", "male"), (3, "sex", "female"))
    ]


def test_a_year_is_no_man() -> None:
    assert found(["Năm", "Chức vụ"], [2021.0, "x"])[2] == [(0, "year", None), (1, "post", None)]


def test_hints_in_brackets_and_filling_words() -> None:
    _, last, columns = found(
        ["Họ và tên đảng viên", "Ngày sinh", "Chức vụ (ghi rõ), đơn vị", "Trình độ LLCT cao nhất*"],
        [N, "(dd/mm/yyyy)"],
        ["Nguyễn Văn An"],
    )
    assert columns[:3] == [(0, "full_name", None), (1, "birth", None), (2, "post", None)]
    assert last in {0, 1}


def test_a_longer_title_is_another_thing() -> None:
    header = find_header([["Họ tên", "Ngày sinh", "Ngày sinh hoạt Đảng", "Họ tên cha"]], WORDS)
    assert header
    assert header.unknown == {2: "Ngày sinh hoạt Đảng", 3: "Họ tên cha"}


def test_a_name_cut_in_two_columns() -> None:
    header = find_header([["TT", "Họ và tên", N, "Năm sinh"], [1.0, "Nguyễn Văn", "An"], [2.0, "Trần Thị", "Bình"]], WORDS)
    assert header
    assert [(column.index, column.width) for column in header.columns] == [(0, 1), (1, 2), (3, 1)]


@pytest.mark.parametrize(
    "group", [["I", "Chi bộ khối 1"], [N, "Chi bộ khối 1"], ["Chi bộ khối 1"], ["I. Chi bộ khối 1", N, N, "5 đ/c"]]
)
def test_group_rows_are_no_header_lines(group: Row) -> None:
    assert found(["STT", "Họ tên", "Năm sinh", "Chức vụ"], group, [1.0, "A B", 1985.0])[:2] == (0, 0)


def test_people_below_a_header_are_no_header_lines() -> None:
    assert found(["Họ tên", "Giới tính", "Năm sinh"], ["Nguyễn Văn An", "Nam", "1985"], ["Trần Thị Bình", "Nữ", "1990"])[:2] == (
        0,
        0,
    )
    assert found(["Họ tên", "Giới tính", "Chức vụ"], ["Nguyễn Văn An", "Nam", "Bí thư"])[:2] == (0, 0)


def test_the_header_printed_again() -> None:
    rows: list[Row] = [
        ["STT", "Họ và tên", "Ngày vào Đảng", N],
        [N, N, "Dự bị", "Chính thức"],
        [1.0, "A B", "1/1/2001", "1/1/2002"],
    ]
    header = find_header(rows, WORDS)
    assert header
    assert header.is_repeated_by(["STT", "Họ  và Tên", "Ngày vào Đảng", N])
    assert header.is_repeated_by([N, N, "Dự bị", "Chính thức"])
    assert not header.is_repeated_by(rows[2])
    assert not header.is_repeated_by(["I", "Chi bộ khối 1"])
    assert not header.is_repeated_by([])


def test_none() -> None:
    assert find_header([], WORDS) is None
    assert find_header([["DANH SÁCH"], [1.0, 2.0], ["Nguyễn Văn An", "Nam"]], WORDS) is None
    assert find_header([[]] * 25 + [["STT", "Họ tên", "Ngày sinh"]], WORDS) is None
    assert find_header([[]] * 19 + [["STT", "Họ tên", "Ngày sinh"]], WORDS) is not None


TITLES = ["Họ và tên", "Ngày sinh", "Chức vụ", "TĐ LLCT", "Giới tính", "Ghi chú", "Quê quán"]


@given(st.permutations(TITLES), st.integers(0, 15), st.integers(0, 4))
def test_any_order_of_columns_under_any_titles(titles: list[str], above: int, left: int) -> None:
    rows: list[Row] = [["DANH SÁCH ĐẢNG VIÊN"] if number % 2 else [] for number in range(above)]
    rows += [[None] * left + list(titles), [None] * left + ["x y", "12/3/1985", "z", "TC", "Nam", "a", "b"]]
    header = find_header(rows, WORDS)
    assert header
    assert header.first == header.last == above
    assert {column.index - left for column in header.columns} | {index - left for index in header.unknown} == set(range(7))
    assert {titles[index - left] for index in header.unknown} == {"Ghi chú", "Quê quán"}


cells = st.one_of(
    st.none(), st.floats(), st.text(max_size=12), st.sampled_from([*TITLES, "STT", "Nam", "Nữ", "Năm", "(1)", "Dự bị"])
)


@given(st.lists(st.lists(cells, max_size=8), max_size=25))
def test_any_rows_can_be_looked_through(rows: list[Row]) -> None:
    header = find_header(rows, WORDS)
    assert header is None or isinstance(header, Header)
    if header:
        assert 0 <= header.first <= header.last < len(rows)
        assert not any(header.is_repeated_by([1.0, *row]) for row in rows)
