"""Files that cannot be read, one generator each: `BROKEN[kind](folder)` writes one into `folder` and returns its path.

`EXPECTED[kind]` is the code of the refusal. `ODD` makes files that can be read and yet hold no list.
"""

import os
import random
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt

Maker = Callable[[Path], Path]
BROKEN: dict[str, Maker] = {}
EXPECTED: dict[str, str] = {}
ODD: dict[str, Maker] = {}

SHEET = "xl/worksheets/sheet1.xml"
_SHEET_HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def broken(code: str) -> Callable[[Maker], Maker]:
    """Register a generator with the code its file is refused with."""

    def register(maker: Maker) -> Maker:
        BROKEN[maker.__name__] = maker
        EXPECTED[maker.__name__] = code
        return maker

    return register


def odd(maker: Maker) -> Maker:
    """Register a generator of a readable file without a list."""
    ODD[maker.__name__] = maker
    return maker


def save(folder: Path, name: str, content: bytes) -> Path:
    """Write `content` into a new file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path


def roster(path: Path, people: int = 3) -> Path:
    """Write a small sound roster."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("DS")
        page.write_row(0, 0, ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng"])
        for number in range(1, people + 1):
            page.write_row(number, 0, [number, "Nguyễn Văn An", "12/03/1985", "19/05/2010"])
    return path


def rewrite(path: Path, changes: Mapping[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Put parts of a zip file in place of others (None takes one out)."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | dict(changes)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def sheet_xml(rows: Iterable[bytes], dimension: bytes = b"A1") -> bytes:
    """Return a worksheet part with these rows."""
    head = _SHEET_HEAD + b'<dimension ref="' + dimension + b'"/><sheetData>'
    return head + b"".join(rows) + b"</sheetData></worksheet>"


def _with_sheet(folder: Path, name: str, xml: bytes) -> Path:
    return rewrite(roster(folder / name), {SHEET: xml})


def cell(address: bytes, value: bytes = b"1") -> bytes:
    """Return a row with one cell."""
    row = address.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return b'<row r="%s"><c r="%s"><v>%s</v></c></row>' % (row, address, value)


def _zip(folder: Path, name: str, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return folder / name


def ods(path: Path, table: bytes, manifest: bytes = b"") -> Path:
    """Write an OpenDocument spreadsheet around the XML of its tables."""
    spaces = (
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        b'<?xml version="1.0"?><office:document-content %s office:version="1.2"><office:body><office:spreadsheet>%s'
        b"</office:spreadsheet></office:body></office:document-content>" % (spaces, table)
    )
    manifest_xml = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">%s</manifest:manifest>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest_xml % manifest)
    return path


def ole(streams: Iterable[str]) -> bytes:
    """Return a compound file (the container of .xls and of encrypted files) whose directory names these streams."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10) + struct.pack("<I", 1)
    header += struct.pack("<IIIIIIII", 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    table = struct.pack("<II", fat, end) + struct.pack("<I", free) * 126
    directory = b""
    for number, name in enumerate(["Root Entry", *streams]):
        raw = name.encode("utf-16-le")
        kind = 5 if number == 0 else 2
        entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, free, free, 1 if not number else free)
        directory += entry + bytes(36) + struct.pack("<IQ", end, 0)
    return (header + table + directory.ljust(512, b"\0")).ljust(4096, b"\0")


# Not a file, or nothing in it


@broken("missing_file")
def missing(folder: Path) -> Path:
    return folder / "khong-co.xlsx"


@broken("not_a_file")
def a_folder(folder: Path) -> Path:
    (folder / "thu-muc.xlsx").mkdir()
    return folder / "thu-muc.xlsx"


@broken("not_a_file")
def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "ong.xlsx")
    return folder / "ong.xlsx"


@broken("empty_file")
def empty(folder: Path) -> Path:
    return save(folder, "rong.xlsx", b"")


# Something else under the name of a sheet


@broken("not_a_sheet")
def picture_png(folder: Path) -> Path:
    return save(folder, "anh.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


@broken("not_a_sheet")
def picture_jpeg(folder: Path) -> Path:
    return save(folder, "anh.xls", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)


@broken("not_a_sheet")
def pdf(folder: Path) -> Path:
    return save(folder, "van-ban.xlsx", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n")


@broken("not_a_sheet")
def word_document(folder: Path) -> Path:
    return _zip(folder, "van-ban.xlsx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


@broken("not_a_sheet")
def word_97(folder: Path) -> Path:
    return save(folder, "van-ban.xls", ole(["WordDocument"]))


@broken("not_a_sheet")
def slides(folder: Path) -> Path:
    return _zip(folder, "trinh-chieu.xlsx", {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


@broken("not_a_sheet")
def open_text(folder: Path) -> Path:
    return _zip(folder, "van-ban.ods", {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})


@broken("not_a_sheet")
def plain_zip(folder: Path) -> Path:
    return _zip(folder, "nen.xlsx", {"ghi-chu.txt": b"xin chao"})


@broken("web_page")
def web_page(folder: Path) -> Path:
    return save(folder, "bang.xls", b"<html><body><table><tr><td>STT</td><td>H\xe1\xbb\x8d</td></tr></table></body></html>")


@broken("old_xml")
def xml_2003(folder: Path) -> Path:
    xml = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    return save(folder, "bang.xls", xml)


@broken("not_a_sheet")
def rich_text(folder: Path) -> Path:
    return save(folder, "van-ban.xls", b"{\\rtf1\\ansi Danh sach}")


@broken("not_a_sheet")
def database(folder: Path) -> Path:
    return save(folder, "du-lieu.xlsx", b"SQLite format 3\x00" + bytes(1000))


@broken("not_a_sheet")
def random_bytes(folder: Path) -> Path:
    return save(folder, "rac.xlsx", b"\x01" + random.Random(7).randbytes(5000))


@broken("not_a_sheet")
def binary_csv(folder: Path) -> Path:
    return save(folder, "rac.csv", b"\x01" + random.Random(8).randbytes(5000))


@broken("not_a_sheet")
def prose(folder: Path) -> Path:
    text = "Kính gửi Ban Thường vụ\nChi bộ xin báo cáo, kết quả như sau.\nNăm qua chi bộ có nhiều cố gắng.\n" * 5
    return save(folder, "thu.xlsx", text.encode())


@broken("not_a_sheet")
def json_text(folder: Path) -> Path:
    return save(folder, "du-lieu.xlsx", b'{"a": 1, "b": 2}\n' * 20)


# Damaged


@broken("damaged")
def cut_short(folder: Path) -> Path:
    path = roster(folder / "cut.xlsx", 200)
    return save(folder, "dang-tai.xlsx", path.read_bytes()[:-2000])


@broken("damaged")
def flipped_bytes(folder: Path) -> Path:
    path = roster(folder / "hong.xlsx", 300)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 80
    content[start : start + 400] = bytes(400)
    return save(folder, "hong.xlsx", bytes(content))


@broken("damaged")
def broken_xml(folder: Path) -> Path:
    return _with_sheet(folder, "xml.xlsx", _SHEET_HEAD + b'<sheetData><row r="1"><c r="A1"><v>1</row></sheetData>')


@broken("damaged")
def no_workbook_part(folder: Path) -> Path:
    return rewrite(roster(folder / "thieu.xlsx"), {"xl/workbook.xml": None})


@broken("damaged")
def no_sheet_part(folder: Path) -> Path:
    return rewrite(roster(folder / "thieu.xlsx"), {SHEET: None})


@broken("damaged")
def string_beyond_the_table(folder: Path) -> Path:
    xml = sheet_xml([b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'])
    return _with_sheet(folder, "chuoi.xlsx", xml)


@broken("damaged")
def laughing_entities(folder: Path) -> Path:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha") for n in range(12))
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    xml = b'<?xml version="1.0"?><!DOCTYPE x [%s]>' % entities + sheet_xml([rows]).replace(b'<?xml version="1.0"?>', b"")
    return _with_sheet(folder, "thuc-the.xlsx", xml)


@broken("damaged")
def xls_cut_short(folder: Path) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("DS")
    for number in range(500):
        page.write(number, 0, f"Nguyễn Văn An {number}")
    book.save(str(folder / "cut.xls"))
    return save(folder, "dang-tai.xls", (folder / "cut.xls").read_bytes()[:6000])


@broken("no_sheet")
def hollow_xls(folder: Path) -> Path:
    return save(folder, "rong.xls", ole(["Workbook"]))


@broken("damaged")
def ods_broken(folder: Path) -> Path:
    return ods(folder / "hong.ods", b'<table:table table:name="A"><table:table-row></table:cell></table:table>')


# Locked


@broken("encrypted")
def locked_xlsx(folder: Path) -> Path:
    return save(folder, "mat-khau.xlsx", ole(["EncryptionInfo", "EncryptedPackage"]))


@broken("encrypted")
def locked_zip(folder: Path) -> Path:
    content = bytearray(roster(folder / "khoa.xlsx").read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + flags] |= 1
            start = content.find(signature, start + 4)
    return save(folder, "khoa.xlsx", bytes(content))


@broken("encrypted")
def locked_ods(folder: Path) -> Path:
    entry = (
        b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="9">'
        b'<manifest:encryption-data manifest:checksum="a"/></manifest:file-entry>'
    )
    return ods(folder / "khoa.ods", b"", entry)


# Too much


@broken("zip_bomb")
def zip_bomb_strings(folder: Path) -> Path:
    return rewrite(roster(folder / "bom.xlsx"), {"xl/sharedStrings.xml": b"<sst><si><t>" + b"A" * (160 * 2**20)})


@broken("zip_bomb")
def zip_bomb_media(folder: Path) -> Path:
    return rewrite(roster(folder / "bom.xlsx"), {"xl/media/image1.png": bytes(120 * 2**20)})


@broken("too_far")
def far_apart(folder: Path) -> Path:
    return _with_sheet(folder, "xa.xlsx", sheet_xml([cell(b"A1"), cell(b"XFD1048576")], b"A1:XFD1048576"))


@broken("too_far")
def far_apart_unsaid(folder: Path) -> Path:
    rows = [cell(b"A%d" % number) for number in range(1, 120_000)]
    return _with_sheet(folder, "xa.xlsx", sheet_xml([*rows, cell(b"XFD1048576")]))


@broken("too_large")
def ods_repeated(folder: Path) -> Path:
    one = b'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = b'<table:table-row table:number-rows-repeated="1048576">%s</table:table-row>' % one
    return ods(folder / "lap.ods", b'<table:table table:name="A">%s</table:table>' % row)


@broken("cell_too_long")
def five_megabytes_in_a_cell(folder: Path) -> Path:
    long = b'<row r="2"><c r="B2" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"dai " * (5 * 2**18))
    return _with_sheet(folder, "dai.xlsx", sheet_xml([long]))


@broken("cell_too_long")
def long_cell_csv(folder: Path) -> Path:
    return save(folder, "dai.csv", b"STT;Ho ten\n1;" + b"dai " * (5 * 2**18) + b"\n")


# Nothing to read


@broken("no_sheet")
def no_sheets(folder: Path) -> Path:
    path = roster(folder / "khong-trang.xlsx")
    with zipfile.ZipFile(path) as archive:
        workbook = archive.read("xl/workbook.xml")
    start, end = workbook.index(b"<sheets>"), workbook.index(b"</sheets>")
    return rewrite(path, {"xl/workbook.xml": workbook[:start] + b"<sheets>" + workbook[end:]})


@broken("no_sheet")
def only_a_chart(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.create_chartsheet("Biểu đồ")
    del book["Sheet"]
    book.save(folder / "bieu-do.xlsx")
    return folder / "bieu-do.xlsx"


@broken("no_data")
def blank_workbook(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "trang.xlsx") as book:
        book.add_worksheet("Sheet1")
        book.add_worksheet("Sheet2")
    return folder / "trang.xlsx"


@broken("no_data")
def million_blank_rows(folder: Path) -> Path:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1" ht="15"/>' % number for number in range(1, 1_000_001))
    return _with_sheet(folder, "dong-trang.xlsx", sheet_xml([rows], b"A1:L1000000"))


@broken("no_data")
def only_formulas_never_computed(folder: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for number in range(1, 30):
        page.cell(number, 1, f"=B{number}+1")
    book.save(folder / "cong-thuc.xlsx")
    return folder / "cong-thuc.xlsx"


@broken("no_data")
def blank_csv(folder: Path) -> Path:
    return save(folder, "trang.csv", b"\xef\xbb\xbf;;;\r\n;;;\r\n\r\n")


# Readable, and yet no list


@odd
def wrong_sheets(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "khac.xlsx") as book:
        page = book.add_worksheet("Thu chi")
        page.write_row(0, 0, ["Ngày", "Khoản", "Số tiền"])
        page.write_row(1, 0, ["01/01/2021", "Điện", 100000])
    return folder / "khac.xlsx"


@odd
def only_titles(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "tieu-de.xlsx") as book:
        page = book.add_worksheet("DS")
        page.write(0, 0, "DANH SÁCH ĐẢNG VIÊN")
        page.write(3, 0, "Người lập biểu")
    return folder / "tieu-de.xlsx"


@odd
def numbers_only(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "so.xlsx") as book:
        page = book.add_worksheet("Số")
        for number in range(50):
            page.write_row(number, 0, range(12))
    return folder / "so.xlsx"


@odd
def control_characters(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "dieu-khien.xlsx") as book:
        page = book.add_worksheet("DS")
        page.write_row(0, 0, ["S\x01TT", "\x02\x03", "\x1b[31mH"])
        page.write_row(1, 0, ["\x00\x07", "\x0b", "\x7f"])
    return folder / "dieu-khien.xlsx"


@odd
def header_without_people(folder: Path) -> Path:
    return roster(folder / "khong-nguoi.xlsx", 0)
