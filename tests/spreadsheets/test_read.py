import unicodedata
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import Font

from nennep.spreadsheets.book import Note, Sheet, column_letters, text_of
from nennep.spreadsheets.read import read_book
from nennep.spreadsheets.xls import looks
from nennep.vietnamese.encodings import encode
from tests.spreadsheets.broken import SHEET, cell, ods, rewrite, roster, save, sheet_xml

MIDNIGHT = datetime.combine(date(1985, 3, 12), time())
MOMENT = datetime.combine(date(1985, 3, 12), time(7, 30))
LIST = "STT;Họ và tên;Ngày sinh\n1;Nguyễn Văn An;12/03/1985\n2;Trần Thị Bình;1990\n"


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read_book(path).sheets
    return sheet


def test_values_keep_their_places_and_kinds(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Số liệu")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write("C3", "  Họ và tên ")
        page.write("D3", 12)
        page.write_datetime("C4", MIDNIGHT, day)
        page.write_datetime("D4", MOMENT, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        page.write_string("C6", "=cmd|'/C calc'!A0")
        page.write_string("D6", "a\x01b\x1fc\nd")
        page.write_string("E6", " ")
        page.merge_range("C8:E9", "gộp")
    sheet = only_sheet(path)
    assert sheet.name == "Số liệu"
    assert sheet.rows[:7] == [
        *([], []),
        [None, None, "  Họ và tên ", 12.0],
        [None, None, date(1985, 3, 12), MOMENT],
        [],
        [None, None, "=cmd|'/C calc'!A0", "abc\nd"],
        [],
    ]
    assert sheet.address(2, 2) == "C3"
    assert [tuple(merge) for merge in sheet.merged] == [(7, 2, 8, 4)]
    assert sheet.cell(100, 3) is None


def test_blank_rows_below_and_beside_are_dropped(tmp_path: Path) -> None:
    blank = b'<row r="%d"><c r="A%d" s="0"/><c r="XFD%d" s="0"/></row>'
    rows = [cell(b"B2"), *[blank % (number, number, number) for number in range(3, 5000)]]
    path = rewrite(roster(tmp_path / "a.xlsx"), {SHEET: sheet_xml(rows, b"A1:XFD1048576")})
    assert only_sheet(path).rows == [[], [None, 1.0]]


def test_formulas_are_read_by_their_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["B1"] = "Tổng", "=SUM(C1:D1)"
    book.save(path)
    sheet = only_sheet(path)
    assert sheet.rows == [["Tổng"]]
    assert sheet.notes == [Note(0, 1, "formula_without_value")]
    with xlsxwriter.Workbook(path) as computed:
        page = computed.add_worksheet()
        page.write_formula("A1", "=1+1", None, 2)
        page.write_formula("A2", '="a"&"b"', None, "ab")
    sheet = only_sheet(path)
    assert sheet.rows == [[2.0], ["ab"]]
    assert sheet.notes == []


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("mm/yyyy", "04/1979"),
        ("mmm-yy", "04/1979"),
        ('"tháng" m "năm" yyyy', "04/1979"),
        ("yyyy", 1979.0),
        ("dd/mm/yyyy", date(1979, 4, 1)),
    ],
)
def test_a_date_that_shows_no_day_stays_partial(shown: str, value: object, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_datetime("B2", date(1979, 4, 1), book.add_format({"num_format": shown}))
    assert only_sheet(path).rows == [[], [None, value]]


def test_a_year_typed_into_a_column_of_months(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_number("A1", 1985, book.add_format({"num_format": "mm/yyyy"}))
    assert only_sheet(path).rows == [[1985.0]]


def test_old_fonts_are_told_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row, (text, font) in enumerate(
        [("DANH S¸CH", ".VnTimeH"), ("NguyÔn V¨n An", ".VnTime"), ("Hå ThÞ", ".VnTime"), ("Lê Hòa", "Arial")], 1
    ):
        page.cell(row, 1, text).font = Font(name=font)
    book.save(path)
    sheet = only_sheet(path)
    assert sheet.fonts == {".VnTime", ".VnTimeH", "Arial"}
    assert [sheet.font(row, 0) for row in range(4)] == [".VnTimeH", ".VnTime", ".VnTime", "Arial"]
    assert [row[0] for row in sheet.rows] == ["DANH S¸CH", "NguyÔn V¨n An", "Hå ThÞ", "Lê Hòa"]


def test_soft_hyphens_are_letters_of_old_fonts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", encode("Bí thư", "tcvn3"))
    assert only_sheet(path).rows == [["BÝ th\xad"]]


def test_sheets_hidden_and_charts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_chartsheet("Biểu đồ")
        book.add_worksheet("Một").write("A1", "a")
        hidden = book.add_worksheet("Hai")
        hidden.write("A1", "=b")
        hidden.hide()
        book.worksheets_objs[1].activate()
    sheets = read_book(path).sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Một", False), ("Hai", True)]


def test_many_rows_arrive_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for number in range(5_000):
            page.write_row(number, 1, [number, f"Nguyễn {number % 7}", None, "x" if number % 2 else None])
    rows = only_sheet(path).rows
    assert len(rows) == 5_000
    assert rows[4_998] == [None, 4_998.0, "Nguyễn 0"]
    assert rows[4_999] == [None, 4_999.0, "Nguyễn 1", None, "x"]


def test_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("DS đảng viên")
    page.write(0, 0, "Họ và tên")
    page.write(2, 1, encode("Bí thư chi bộ", "tcvn3"), xlwt.easyxf("font: name .VnTime"))
    page.write(2, 2, MIDNIGHT, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    page.write(2, 3, 1966)
    path = tmp_path / "cu.xlsx"  # the content decides, not the name
    book.save(str(path))
    book_read = read_book(path)
    assert book_read.kind == "xls"
    sheet = book_read.sheets[0]
    assert sheet.name == "DS đảng viên"
    assert sheet.rows == [["Họ và tên"], [], [None, "BÝ th\xad chi bé", date(1985, 3, 12), 1966.0]]
    assert any(font.startswith(".VnTime") for font in sheet.fonts)
    assert (sheet.font(0, 0), sheet.font(2, 1)) == ("Arial", ".VnTime")


def test_dates_of_xls_that_show_no_day(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for name in ("Bìa", "DS"):
        page = book.add_sheet(name)
        for column, shown in enumerate(("dd/mm/yyyy", "mm/yyyy", "mmm-yy", "yyyy")):
            page.write(1, column, MIDNIGHT, xlwt.easyxf(num_format_str=shown))
    path = tmp_path / "cu.xls"
    book.save(str(path))
    assert [sheet.rows[1] for sheet in read_book(path).sheets] == [[date(1985, 3, 12), "03/1985", "03/1985", 1985.0]] * 2


def test_a_damaged_xls_has_no_such_dates(tmp_path: Path) -> None:
    assert list(looks(str(save(tmp_path, "cu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))))) == []


def test_ods(tmp_path: Path) -> None:
    cells = (
        '<table:table table:name="Danh sách"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>Họ và tên</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1966"/>'
        '<table:table-cell office:value-type="date" office:date-value="1985-03-12"/>'
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table>"
    )
    book = read_book(ods(tmp_path / "a.xls", cells.encode()))
    assert book.kind == "ods"
    (sheet,) = book.sheets
    assert sheet.name == "Danh sách"
    assert [text_of(value) for value in sheet.rows[0]] == ["Họ và tên", "1966", "12/03/1985"]
    assert len(sheet.rows) == 1


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", ";,\t|")
def test_delimited_text(codec: str, separator: str, tmp_path: Path) -> None:
    book = read_book(save(tmp_path, "ds.csv", LIST.replace(";", separator).encode(codec)))
    assert book.kind == "csv"
    assert book.sheets[0].name == "ds"
    assert book.sheets[0].rows[1] == ["1", "Nguyễn Văn An", "12/03/1985"]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_delimited_text_with_quotes_and_line_breaks(ending: str, tmp_path: Path) -> None:
    text = ending.join(["sep=;", 'STT;"Ngày, tháng', 'năm sinh";Tên', '1;"12/3/1985; khoảng";"Bình ""B"""', ""])
    assert only_sheet(save(tmp_path, "ds.txt", text.encode())).rows == [
        ["STT", "Ngày, tháng\nnăm sinh", "Tên"],
        ["1", "12/3/1985; khoảng", 'Bình "B"'],
    ]


def test_delimited_text_in_old_code_pages(tmp_path: Path) -> None:
    tcvn3 = save(tmp_path, "a.csv", encode(LIST, "tcvn3").replace(" 1;", "\n1;").encode("cp1252"))
    assert "NguyÔn V¨n An" in {value for row in only_sheet(tcvn3).rows for value in row}
    windows = unicodedata.normalize("NFC", LIST)
    typed = "".join(c if ord(c) < 0x1E00 else unicodedata.normalize("NFD", c) for c in windows)
    composed_hats = typed.replace("e\u0302", "ê").replace("a\u0302", "â").replace("o\u0302", "ô")
    path = save(tmp_path, "b.csv", composed_hats.encode("cp1258", "ignore"))
    assert "Nguyễn Văn An" in {value for row in only_sheet(path).rows for value in row}


def test_a_one_column_csv_is_a_list(tmp_path: Path) -> None:
    assert only_sheet(save(tmp_path, "ten.csv", "Họ và tên\nNguyễn Văn An\n".encode())).rows == [["Họ và tên"], ["Nguyễn Văn An"]]


def test_names_with_spaces_and_marks_are_no_matter(tmp_path: Path) -> None:
    folder = tmp_path / "Danh sách (mới)"
    folder.mkdir()
    assert read_book(str(roster(folder / "đảng viên 2021 %s '.xlsx"))).sheets
    assert read_book(save(tmp_path, "upload.tmp", LIST.encode()), name="Chi bộ 3.csv").sheets[0].name == "Chi bộ 3"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (date(1985, 3, 2), "02/03/1985"),
        (datetime.combine(date(1985, 3, 2), time()), "02/03/1985"),
        ("a", "a"),
    ],
)
def test_text_of(value: str | float | None, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")])
def test_column_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_one_broken_letter_leaves_a_text_utf_8(tmp_path: Path) -> None:
    rows = only_sheet(save(tmp_path, "a.csv", LIST.encode() + b"9;2015 \x96 2020\n")).rows
    assert rows[0] == only_sheet(save(tmp_path, "b.csv", LIST.encode())).rows[0]
