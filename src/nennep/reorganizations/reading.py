"""From a sheet to the lines of a plan, and the empty sheet to fill in; every way in comes through here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from typing import IO

from nennep.core.errors import Refused
from nennep.organizations.models import UnitKind
from nennep.reorganizations.rules.body import Problem
from nennep.reorganizations.rules.deed import DEED_WORDS, SHARE_WORDS, Deed, Line, deed_of, share_of
from nennep.spreadsheets.book import Cell, Sheet, Unreadable, text_of
from nennep.spreadsheets.header import Header, find_header
from nennep.spreadsheets.read import read_book
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx
from nennep.vietnamese.dates import DateProblem, parse_date
from nennep.vietnamese.text import compose, fold, squash

COLUMNS = {
    "deed": ("Việc", "Nội dung sắp xếp", "Hình thức sắp xếp"),
    "old": ("Mã cũ", "Mã đơn vị cũ", "Mã hiện nay"),
    "new": ("Mã mới", "Mã đơn vị mới"),
    "name": ("Tên mới", "Tên đơn vị mới"),
    "kind": ("Loại mới", "Loại hình mới"),
    "parent": ("Mã cấp trên mới", "Cấp trên mới", "Mã cấp trên"),
    "share": ("Phần", "Tỷ lệ"),
}
WIDTHS = {"deed": 16, "name": 40, "kind": 24, "parent": 20}
DAY_LABELS = ("ngay hieu luc", "hieu luc tu", "ngay thuc hien")
DECISION_LABELS = ("quyet dinh", "so quyet dinh", "can cu")
HALF = 0.5
SHEET, GUIDE = "Sắp xếp", "Hướng dẫn"


@dataclass(slots=True)
class Sheets:
    """What a file says: lines, lines that could not be read, the day and the decision where it names them."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    effective_on: date | None = None
    decision: str = ""


def read_plan(path: str | PathLike[str], name: str | None = None) -> Sheets:
    """Return the plan in a file, from all its sheets that have the columns of one.

    Raises:
        Refused: plan_file_unreadable (with the sentence) | plan_without_header | plan_empty.
    """
    try:
        book = read_book(path, name=name)
    except Unreadable as problem:
        raise Refused("plan_file_unreadable", sentence=problem.sentence) from problem
    found, kinds = Sheets(), _kinds()
    headers = [(sheet, find_header(sheet.rows, COLUMNS, merged=sheet.merged)) for sheet in book.sheets]
    plans = [
        (sheet, header)
        for sheet, header in headers
        if header and header.find("deed") and (header.find("old") or header.find("new"))
    ]
    if not plans:
        raise Refused("plan_without_header")
    for sheet, header in plans:
        _read_top(sheet, header, found)
        _read_lines(sheet, header, kinds, found)
    if not found.lines and not found.problems:
        raise Refused("plan_empty")
    return found


def _kinds() -> dict[str, str]:
    """Return the codes of kinds by what they are called: code, name, and the name without the word for its committee."""
    known: dict[str, str] = {}
    for kind in UnitKind.objects.all():
        short = kind.name.removeprefix("đảng ủy ")
        known |= {squash(word): kind.code for word in (kind.code, kind.name, short, f"đảng bộ {short}")}
    return known


def _read_top(sheet: Sheet, header: Header, found: Sheets) -> None:
    for row in sheet.rows[: header.first]:
        cells = [cell for cell in row if cell is not None]
        for place, cell in enumerate(cells):
            label, _, rest = text_of(cell).partition(":")
            value: Cell = rest.strip() or (cells[place + 1] if place + 1 < len(cells) else None)
            if value is None:
                continue
            if fold(label) in DAY_LABELS:
                found.effective_on = found.effective_on or _day(value)
            elif fold(label) in DECISION_LABELS:
                found.decision = found.decision or compose(text_of(value))[:200]


def _day(value: Cell) -> date | None:
    try:
        day = parse_date(value)
    except DateProblem:
        return None
    return day.first if day.precision == "d" else None


def _read_lines(sheet: Sheet, header: Header, kinds: Mapping[str, str], found: Sheets) -> None:
    places = {column.field: column.index for column in header.columns}
    for index in range(header.last + 1, len(sheet.rows)):
        told = {name: compose(text_of(sheet.cell(index, place))) for name, place in places.items() if name in COLUMNS}
        if not any(told.values()):
            continue
        number = sheet.number(index)
        problems = list(_unreadable(number, told, kinds))
        found.problems += problems
        deed = deed_of(told.get("deed", ""))
        if deed is not None and not problems:
            found.lines.append(_line(number, deed, told, kinds))


def _unreadable(number: int, told: Mapping[str, str], kinds: Mapping[str, str]) -> Iterator[Problem]:
    if deed_of(told.get("deed", "")) is None:
        yield Problem(number, "deed_unknown", {"text": told.get("deed", "")})
    kind, share = told.get("kind", ""), told.get("share", "")
    if kind and squash(kind) not in kinds:
        yield Problem(number, "kind_unknown", {"kind": kind})
    if share and _share(share) is None:
        yield Problem(number, "share_unknown", {"text": share})


def _share(text: str) -> str | None:
    known = share_of(text)
    if known is not None:
        return known
    number = text.rstrip("% ").replace(",", ".")
    try:
        part = float(number) / (100 if "%" in text or float(number) > 1 else 1)
    except ValueError:
        return None
    return share_of("part-default" if part >= HALF else "part") if 0 < part < 1 else None


def _line(number: int, deed: Deed, told: Mapping[str, str], kinds: Mapping[str, str]) -> Line:
    share = _share(told.get("share", ""))
    return Line(
        number,
        deed,
        told.get("old", "")[:40],
        told.get("new", "")[:40],
        told.get("name", "")[:200],
        kinds.get(squash(told.get("kind", "")), ""),
        told.get("parent", "")[:40],
        share_of(share) if share else None,
    )


def write_template(target: str | PathLike[str] | IO[bytes]) -> None:
    """Write the empty sheet of a plan, with a second sheet that says what may stand in which column."""
    columns = [OutColumn(titles[0], WIDTHS.get(name, 14)) for name, titles in COLUMNS.items()]
    write_xlsx(target, [OutSheet(SHEET, columns, []), OutSheet(GUIDE, [OutColumn("Cột", 18), OutColumn("Cách ghi", 90)], _guide())])


def _guide() -> Sequence[Sequence[str]]:
    deeds = ", ".join(words[0] for words in DEED_WORDS.values())
    shares = ", ".join(words[0].lower() for words in SHARE_WORDS.values())
    return [
        ("Việc", f"Một trong các việc: {deeds}."),
        ("Mã cũ", "Mã đơn vị đang hoạt động; để trống khi thành lập."),
        ("Mã mới", "Mã đơn vị nhận hoặc đơn vị lập mới; đơn vị giữ mã của mình thì tiếp tục hoạt động."),
        ("Tên mới", "Tên mới; khi nhiều đơn vị hợp thành một, chỉ cần ghi ở một dòng."),
        ("Loại mới", "Loại tổ chức, ví dụ: " + ", ".join(UnitKind.objects.values_list("name", flat=True)[:6]) + "…"),
        ("Mã cấp trên mới", "Mã của cấp trên trực tiếp sau khi sắp xếp; để trống nếu không đổi."),
        ("Phần", f"Khi chia tách: {shares}. Phần chính nhận những gì không chỉ rõ về đâu."),
        ("Ngày và quyết định", "Có thể ghi phía trên bảng: “Ngày hiệu lực: 01/07/2025”, “Quyết định: 12-QĐ/TU”."),
    ]
