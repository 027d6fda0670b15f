"""What a spreadsheet file holds once it is read: sheets of rows of plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from nennep.spreadsheets.address import column_letters
from nennep.spreadsheets.sentences import SENTENCES

Cell = None | str | float | bool | date | datetime | time | timedelta
Row = list[Cell]
_EXACT = 1e15  # beyond it a float no longer holds every whole number


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: sizes in bytes, `memory` and `seconds` of the process that reads, `content` of what it sends.

    `extent` is in cells between the first and the last filled one, `cells` counts those that rows hold, `text` is in characters.
    """

    file_size: int = 128 * 2**20
    unpacked: int = 1024 * 2**20
    memory: int = 1024 * 2**20
    seconds: float = 90.0
    extent: int = 16_000_000
    cells: int = 6_000_000
    content: int = 256 * 2**20
    text: int = 100_000
    sheets: int = 500


class Unreadable(Exception):  # noqa: N818 - an answer about a file, not an error of the program
    """A file cannot be read as a spreadsheet: `code` says why, `sentence` says it in Vietnamese."""

    def __init__(self, code: str, sentence: str = "", **facts: object) -> None:
        self.code = code
        self.sentence = sentence or SENTENCES[code].format_map(facts)
        super().__init__(code, self.sentence)

    def __str__(self) -> str:
        return self.sentence


class Merge(NamedTuple):
    """A merged range: 0-based indices into `Sheet.rows` and its columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Note(NamedTuple):
    """Something to know about one cell, by 0-based indices; `code` is formula_without_value."""

    row: int
    column: int
    code: str


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows[0]` is row `first_row` of the file; column 0 is always A.

    Blank cells are None and left away at the end of a row, so a blank row is []. Numbers are floats. A date cell
    that shows no day comes as it is shown: '03/1985' as text, 1985 as a number. Text keeps what was typed.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    first_row: int = 1
    hidden: bool = False
    fonts: set[str] = field(default_factory=set)
    merged: list[Merge] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cell_fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    main_font: str | None = None

    def number(self, index: int) -> int:
        """Return the 1-based row number in the file of `rows[index]`."""
        return self.first_row + index

    def address(self, index: int, column: int) -> str:
        """Return the cell's address, such as B7."""
        return f"{column_letters(column)}{self.number(index)}"

    def cell(self, index: int, column: int) -> Cell:
        """Return a cell's value, None when it is blank or outside."""
        row = self.rows[index] if 0 <= index < len(self.rows) else []
        return row[column] if column < len(row) else None

    def font(self, index: int, column: int) -> str | None:
        """Return the font of a cell, None when unknown (it is known for .xlsx and .xls with fonts of old encodings only)."""
        return self.cell_fonts.get((index, column), self.main_font)

    def texts(self) -> Iterator[str]:
        """Yield the texts of all cells, and the sheet's name."""
        yield self.name
        for row in self.rows:
            for value in row:
                if isinstance(value, str):
                    yield value


@dataclass(slots=True)
class Book:
    """A spreadsheet file; `kind` is xlsx, xlsb, xls, ods or csv, by content."""

    kind: str
    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that exact name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def text_of(value: Cell) -> str:
    """Return a cell as a reader sees it: whole numbers without decimals, dates as dd/mm/yyyy, blank as ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M" if value.time() != time() else "%d/%m/%Y")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
