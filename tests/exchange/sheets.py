"""Sheets and books in memory, for tests of the rules."""

from datetime import date

from nennep.exchange.rules.roster import RosterFile, find_duplicates, lay_out_book, read_roster, settle_units
from nennep.exchange.rules.roster_person import RosterRow
from nennep.exchange.rules.unit_match import UnitIndex, UnitRef
from nennep.spreadsheets.book import Book, Row, Sheet

TODAY = date(2026, 11, 22)
BASE = UnitRef(1, "XM", "Đảng ủy xã Mẫu", "00000001")
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Chức vụ", "LLCT"]


def book(*rows: list[object], name: str = "Sheet1", **sheets: list[list[object]]) -> Book:
    """Return a book of one sheet, or of one sheet for each keyword."""
    made = [Sheet(name, [_row(row) for row in rows])] if rows else []
    return Book("xlsx", made + [Sheet(title, [_row(row) for row in body]) for title, body in sheets.items()])


def _row(values: list[object]) -> Row:
    row = [float(value) if type(value) is int else value or None for value in values]
    while row and row[-1] is None:
        row.pop()
    return row  # type: ignore[return-value]


def roster(made: Book, units: list[UnitRef] | None = None, *, create: bool = False) -> RosterFile:
    """Read a book as a roster for BASE; duplicates are pointed out."""
    file = read_roster(lay_out_book(made), TODAY)
    settle_units(file, UnitIndex([BASE, *(units or [])]), BASE, create=create)
    find_duplicates(file.rows)
    return file


def people(*rows: list[object], **options: object) -> list[RosterRow]:
    """Return the rows of a one-sheet roster."""
    return roster(book(*rows), **options).rows  # type: ignore[arg-type]


def codes(row: RosterRow) -> list[str]:
    """Return the codes of a row's reasons."""
    return [reason.code for reason in row.reasons]
