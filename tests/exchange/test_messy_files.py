"""Rosters as files, messy in several ways at once, from the bytes to the people."""

import unicodedata
from datetime import datetime
from pathlib import Path

import openpyxl
import xlwt

from nennep.exchange.rules.roster_person import RosterRow
from nennep.spreadsheets.read import read_book
from nennep.vietnamese.encodings import encode
from tests.exchange.sheets import codes, roster


def told(row: RosterRow) -> tuple[object, ...]:
    person = row.person
    days = tuple(day.iso if day else None for day in (person.birth, person.admitted, person.official))
    return row.number, person.full_name, person.sex, *days, person.post, person.level, person.unit


def test_excel_97_in_vni_with_two_header_lines_and_headings(tmp_path: Path) -> None:
    font = xlwt.easyxf("font: name VNI-Times")
    rows = [
        ["ĐẢNG BỘ XÃ TÂN LẬP"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        [],
        ["Số TT", "HỌ VÀ TÊN", "NGÀY THÁNG NĂM SINH", "", "NGÀY VÀO ĐẢNG", "NGÀY CHÍNH THỨC", "TRÌNH ĐỘ", "", "CHỨC VỤ"],
        ["", "", "Nam", "Nữ", "", "", "Chuyên môn", "LLCT", ""],
        ["A", "CHI BỘ ẤP 1"],
        [1, "NGUYỄN VĂN HÙNG", "12/03/1975", "", "05/06/1999", "05/06/2000", "Đại học", "Trung cấp", "Bí thư"],
        [2, "Trần Thị Mỹ Duyên", "", "1982", "3/2/2008", "3/2/2009", "12/12", "Sơ cấp", ""],
        ["B", "CHI BỘ ẤP 2"],
        [3, "Lê Hoàng Đức", "4/1966", "", "19/5/1990", "19/5/1991", "", "Cao cấp", "Phó Bí thư"],
        ["", "Tổng cộng: 3 đồng chí"],
        ["", "", "", "", "", "Tân Lập, ngày 15 tháng 12 năm 2021"],
        ["", "", "", "", "", "BÍ THƯ"],
    ]
    book = xlwt.Workbook()
    page = book.add_sheet("DS")
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(index, column, encode(value, "vni") if isinstance(value, str) else value, font)
    book.save(str(tmp_path / "vni.xls"))
    assert [told(row) for row in roster(read_book(tmp_path / "vni.xls"), create=True).rows] == [
        (7, "Nguyễn Văn Hùng", "M", "1975-03-12", "1999-06-05", "2000-06-05", "Bí thư", "TC", "CHI BỘ ẤP 1"),
        (8, "Trần Thị Mỹ Duyên", "F", "1982", "2008-02-03", "2009-02-03", "", "SC", "CHI BỘ ẤP 1"),
        (10, "Lê Hoàng Đức", "M", "1966-04", "1990-05-19", "1991-05-19", "Phó Bí thư", "CC", "CHI BỘ ẤP 2"),
    ]


def test_a_sheet_a_cell_with_the_header_far_down_and_names_cut_in_two(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for cell in ("Chi bộ thôn Trung", "Chi bộ Trạm Y tế"):
        page = book.create_sheet(cell)
        rows = [[None, "ĐẢNG BỘ XÃ X"], [None, cell.upper()], *[[None]] * 7, [None, None, "DANH SÁCH ĐẢNG VIÊN CHI BỘ"]]
        rows += [
            [None, "TT", "Họ và tên", None, "Giới tính", None, "Ngày vào Đảng", None, "Ghi chú"],
            [None, None, "Họ và tên đệm", "Tên", "Nam", "Nữ", "Dự bị", "Chính thức", None],
            [None, 1, unicodedata.normalize("NFD", "Nguyễn Văn"), unicodedata.normalize("NFD", "Hiếu"), "x", None, datetime(2001, 5, 3), datetime(2002, 5, 3)],
            [None, 2, "lê thị", "hạnh", None, "x", "5/6/03", "5/6/04", "Chuyển đến"],
            [None, 3, "ĐỖ", "HÙNG", "x", None, "không rõ", None, "quần chúng"],
            [None, None, "Tổng cộng", "3"],
        ]  # fmt: skip
        for row in rows:
            page.append(row)
        for merged in ("C11:D11", "E11:F11", "G11:H11"):
            page.merge_cells(merged)
    book.save(tmp_path / "to.xlsx")
    rows_ = roster(read_book(tmp_path / "to.xlsx"), create=True).rows
    assert [told(row) for row in rows_[:3]] == [
        (13, "Nguyễn Văn Hiếu", "M", None, "2001-05-03", "2002-05-03", "", "", "Chi bộ thôn Trung"),
        (14, "Lê Thị Hạnh", "F", None, "2003-06-05", "2004-06-05", "", "", "Chi bộ thôn Trung"),
        (15, "Đỗ Hùng", "M", None, None, None, "", "", "Chi bộ thôn Trung"),
    ]
    assert [row.person.unit for row in rows_[3:]] == ["Chi bộ Trạm Y tế"] * 3
    assert rows_[2].person.standing == "non_member"


def test_day_numbers_column_numbers_and_one_fault_a_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Trang tính1"
    for row in [
        ["PHỤ LỤC 1"],
        ["STT", "Họ và tên đảng viên", "Ngày sinh (ngày/tháng/năm)", "Nam, nữ", "Dân tộc", "Ngày kết nạp", "Ngày công nhận chính thức",
         "Chức vụ Đảng", "Chức vụ chính quyền", "TĐ LLCT", "Số CCCD", "SĐT", "Quê quán"],
        [f"({number})" for number in range(1, 14)],
        ["01", "Đ/c Phạm Hồng Sơn", 27000, "nam", "Kinh", 36000, 36366, "Bí thư", "Chủ tịch UBND", "CCLLCT", "038085001234", "0912.345.678"],
        ["02", "Phạm Hồng Sơn.", "30/02/1970", "nam"],
        ["03", "Vi Thị Ón", 1960, "nữ", "Thái", "1980", "1981", None, None, "TC"],
        ["04", "VI THỊ ÓN", 1960, "nữ", "Thái", "1980", "1981", None, None, "TC"],
        ["05", "Lò A Páo", "12-5-2010", "Nam", None, "1/1/2025"],
        ["06", None, "1/1/1970"],
        ["07", "Y Wang Niê", "1/1/1970", "Nam", None, "19/5/2000", "19/5/1999"],
        [None, "Danh sách này có 07 đồng chí./."],
        [None, None, None, None, None, None, "TM. ĐẢNG ỦY"],
        [None, None, None, None, None, None, "Nguyễn Văn Bảy"],
    ]:  # fmt: skip
        page.append(row)
    book.save(tmp_path / "pl.xlsx")
    rows = roster(read_book(tmp_path / "pl.xlsx")).rows
    assert told(rows[0]) == (4, "Phạm Hồng Sơn", "M", "1973-12-02", "1998-07-24", "1999-07-25", "Bí thư; Chủ tịch UBND", "CC", "")
    assert [codes(row) for row in rows] == [
        [], ["no_such_day"], [], ["duplicate_in_file"], ["admitted_under_18"], ["no_name"], ["official_before_admitted"],
    ]  # fmt: skip


def test_separated_text_with_crosses_under_levels(tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_text(
        "STT\tHọ tên\tNăm sinh\tLý luận chính trị\t\t\tĐơn vị\n\t\t\tSC\tTC\tCC\t\n"
        "1\tNguyễn Văn A\t1970\t\tx\t\tCB khối 1\n2\tTrần Văn B\t1971\tx\t\t\t-nt-\n3\tHoàng Thị C\t1980\t\t\tx\tCB khối 2\n",
        encoding="utf-8",
    )
    rows = roster(read_book(tmp_path / "ds.csv"), create=True).rows
    assert [(row.person.level, row.person.unit) for row in rows] == [("TC", "CB khối 1"), ("SC", "CB khối 1"), ("CC", "CB khối 2")]
