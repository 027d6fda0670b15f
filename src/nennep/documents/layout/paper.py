"""What a paper says, apart from how it is printed. The fixed words of papers are Vietnamese in every language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from nennep.documents.models import Layout

Align = Literal["left", "center", "right", "justify"]
Cell = str | int | None

HYPHENS = "-----"
DRAFT = "DỰ THẢO"
RECIPIENTS = "Nơi nhận:"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
ORDINAL = "STT"
LAST_PADDED_MONTH = 2

# What XML cannot hold; a paper is made from data that was typed by anybody.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; `indent` sets in its first line."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "justify"
    indent: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether it heads what follows, and so stands on the page of what follows."""
        return self.bold and not self.indent


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` is wanted in mm; all are stretched or shrunk in proportion to fill the line.

    Neighbors with the same `group` stand under one heading.
    """

    title: str
    width: float = 30
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with an STT column before `columns` (unless `numbered` is false) and, perhaps, a line of totals.

    Cells are text, whole numbers (printed with points between thousands) or None. `total` has one cell a column.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    numbered: bool = True
    caption: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: 'T/M BAN THƯỜNG VỤ', 'PHÓ BÍ THƯ', and the name under the space left for signing."""

    lines: Sequence[str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper (DOMAIN.md section 8).

    `title` is the type on its own line ('DANH SÁCH'), `abstract` stands under it. `symbol` is '34-KH/ĐU' without 'Số'.
    Without `issued_on` the day is left open. `draft` prints the watermark: only what is approved goes without it.
    """

    layout: Layout
    body: str
    title: str
    abstract: str
    blocks: Sequence[Block]
    superior: str = ""
    symbol: str = ""
    place: str = ""
    issued_on: date | None = None
    recipients: Sequence[str] = field(default=())
    signature: Signature | None = None
    draft: bool = False
    landscape: bool = False

    @property
    def line_mm(self) -> float:
        """The width between the margins (30 and 15 mm) in mm."""
        return 252.0 if self.landscape else 165.0

    @property
    def number_line(self) -> str:
        """'Số 34-KH/ĐU' (Party) or 'Số: 36/QĐ-TCT' (State)."""
        return printable(f"Số: {self.symbol}" if self.layout == Layout.STATE else f"Số {self.symbol}").strip()

    @property
    def date_line(self) -> str:
        """'Quỳnh Xuân, ngày 05 tháng 3 năm 2026': days below 10 and the first two months bear a zero."""
        where = f"{self.place}, " if self.place else ""
        on = self.issued_on
        if on is None:
            return printable(f"{where}ngày … tháng … năm …")
        month = f"{on.month:02d}" if on.month <= LAST_PADDED_MONTH else str(on.month)
        return printable(f"{where}ngày {on.day:02d} tháng {month} năm {on.year}")


def table_size(table: Table, line_mm: float) -> float:
    """Return the size in points of a table's text: 12, or less (not below 8) when its columns want more than the line."""
    wanted = sum(column.width for column in table.columns)
    return max(8.0, min(12.0, round(24 * line_mm / wanted) / 2))


def printable(text: str) -> str:
    """Return `text` without what no document can hold (control characters, lone surrogates)."""
    return _UNPRINTABLE.sub("", text)


def cell_text(value: Cell) -> str:
    """Return a cell as printed: whole numbers with points between thousands, None as nothing."""
    if value is None:
        return ""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else printable(value)


def with_ordinals(table: Table) -> Table:
    """Return the table with its STT column written out, so that every printer prints the same one."""
    if not table.numbered:
        return table
    columns = (Column(ORDINAL, width=10, align="center"), *table.columns)
    rows = [(number, *row) for number, row in enumerate(table.rows, start=1)]
    total = None if table.total is None else (None, *table.total)
    return replace(table, columns=columns, rows=rows, total=total, numbered=False)


def stays_with_next(blocks: Sequence[Block]) -> list[bool]:
    """Say of each block whether it stays with what comes after: headings do, and the last words before the signature."""
    last = len(blocks) - 1
    return [isinstance(block, Paragraph) and (block.is_heading or place == last) for place, block in enumerate(blocks)]


def heading_spans(columns: Sequence[Column]) -> list[tuple[str, int, int]]:
    """Return the upper line of a table's heading as (text, first column, columns wide); lone columns span one."""
    spans: list[tuple[str, int, int]] = []
    for position, column in enumerate(columns):
        last = spans[-1] if spans else None
        if column.group and last and last[0] == column.group and columns[last[1]].group == column.group:
            spans[-1] = (last[0], last[1], last[2] + 1)
        else:
            spans.append((column.group or column.title, position, 1))
    return spans
