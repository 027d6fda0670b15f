import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nennep.spreadsheets.read import read_book
from nennep.spreadsheets.write import OutColumn, OutSheet, csv_bytes, write_xlsx
from nennep.vietnamese.dates import PartialDate

COLUMNS = [
    OutColumn("Họ và tên", 30),
    OutColumn("Ngày sinh", 12, "date"),
    OutColumn("Số", 8, "int"),
    OutColumn("Tiền", 14, "money"),
]
DANGEROUS = ["=1+1", "+84901", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a")', "=cmd|'/C calc'!A0", "%0A=1"]


def test_dates_numbers_and_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [
        ["Nguyễn Văn An", date(1985, 3, 12), 3, 1_500_000],
        ["Trần Thị Bình", PartialDate(1985, 3), None, ""],
        ["Hồ Văn Cường", PartialDate(1985, 3, 2), True, 2.5],
        ["Lê Dũng", date(1899, 5, 1), datetime(2021, 1, 2, 3, 4, tzinfo=UTC), "không"],
    ]
    write_xlsx(path, [OutSheet("Đảng viên", COLUMNS, iter(rows))])
    sheet = read_book(path).sheets[0]
    assert sheet.name == "Đảng viên"
    assert sheet.rows == [
        ["Họ và tên", "Ngày sinh", "Số", "Tiền"],
        ["Nguyễn Văn An", date(1985, 3, 12), 3.0, 1_500_000.0],
        ["Trần Thị Bình", "03/1985"],
        ["Hồ Văn Cường", date(1985, 3, 2), "x", 2.5],
        ["Lê Dũng", "01/05/1899", datetime(2021, 1, 2, 3, 4, tzinfo=UTC).replace(tzinfo=None), "không"],
    ]
    page = openpyxl.load_workbook(path).worksheets[0]
    assert (page["B2"].number_format, page["D2"].number_format) == ("dd/mm/yyyy", "#,##0")
    assert page["A1"].font.b
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:D5"


def test_nothing_runs_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [OutSheet("A", [OutColumn(text) for text in DANGEROUS], [DANGEROUS])])
    assert [[str(value).strip() for value in row] for row in read_book(path).sheets[0].rows] == [
        [text.strip() for text in DANGEROUS]
    ] * 2
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in xml
        assert b"hyperlink" not in xml
    assert openpyxl.load_workbook(path).worksheets[0]["A2"].quotePrefix


@settings(max_examples=50)
@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    target = io.BytesIO()
    write_xlsx(target, [OutSheet(text, [OutColumn("a"), OutColumn("b")], [["x", text]])])
    page = openpyxl.load_workbook(target).worksheets[0]
    assert page["A2"].value == "x"
    assert page["B2"].data_type in {"s", "n", "inlineStr"}


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_runs_in_delimited_text(text: str) -> None:
    content = csv_bytes([OutColumn("Tên")], [[text], [f" {text}"], [-5]]).decode("utf-8-sig")
    for (value,) in list(csv.reader(io.StringIO(content)))[1:3]:
        assert value.startswith("'")
    assert content.endswith("\r\n-5\r\n")


def test_delimited_text() -> None:
    content = csv_bytes(COLUMNS, [["Nguyễn, An", date(1985, 3, 2), None, PartialDate(1985)]])
    assert content.decode("utf-8-sig") == 'Họ và tên,Ngày sinh,Số,Tiền\r\n"Nguyễn, An",02/03/1985,,1985\r\n'


def test_names_of_sheets_are_made_fit(tmp_path: Path) -> None:
    names = ["Đảng ủy/Chi bộ: [1]?", "a" * 40, "A" * 40, "", "'", "History", "Đảng ủy/Chi bộ: [1]?"]
    write_xlsx(tmp_path / "a.xlsx", [OutSheet(name, COLUMNS, [["x"]]) for name in names])
    written = [sheet.name for sheet in read_book(tmp_path / "a.xlsx").sheets]
    assert len({name.lower() for name in written}) == len(names)
    assert all(0 < len(name) <= 31 for name in written)


def test_rows_pass_through_once(tmp_path: Path) -> None:
    def rows() -> Iterator[list[object]]:
        for number in range(3_000):
            yield [f"Nguyễn {number}", date(1985, 1, 1), number, 0]

    write_xlsx(tmp_path / "a.xlsx", [OutSheet("A", COLUMNS, rows()), OutSheet("B", COLUMNS, [])])
    one, other = read_book(tmp_path / "a.xlsx").sheets
    assert (len(one.rows), len(other.rows)) == (3_001, 1)


def test_long_texts_are_cut_where_spreadsheets_cut_them(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [OutSheet("A", COLUMNS, [["x" * 40_000]])])
    assert len(str(read_book(tmp_path / "a.xlsx").sheets[0].rows[1][0])) == 32_767
