"""Reading a year book: every row of every sheet as plain values, with what is wrong with it by itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nennep.exchange.rules import cell as cells
from nennep.exchange.rules.book_columns import SHEETS, WORDS, BookColumn, BookSheet, is_copy, sheet_of
from nennep.exchange.rules.cell import DateReader
from nennep.exchange.rules.name import has_letters_only
from nennep.exchange.rules.reason import Outcome, Reason, reject
from nennep.exchange.rules.roster_person import YOUNGEST
from nennep.exchange.rules.roster_words import REASON_TITLE, ROW_TITLE
from nennep.spreadsheets.book import Book, Cell, Row, Sheet
from nennep.spreadsheets.header import find_header
from nennep.vietnamese import vocabulary
from nennep.vietnamese.encodings import decode, detect
from nennep.vietnamese.names import clean_name
from nennep.vietnamese.text import compose, fold, squash

FIRST_YEAR, LAST_YEAR = 1930, 2100
_LEAST_ROW = 3
_FOOTER = re.compile(r"(?:tong so|tong cong|tong|cong|ghi chu|nguoi lap|t m|tm)\b")
_TOTAL = re.compile(r"(?:tong so|tong cong|cong)\b|tong$")
_OWN_TITLES = frozenset({squash(REASON_TITLE), squash(ROW_TITLE), "stt", "tt", "sott"})


@dataclass(slots=True)
class BookRow:
    """One row: `values` by field as read (None where blank), `raw` the cells by title, `subject` what it became."""

    sheet: str
    number: int
    values: dict[str, Any]
    raw: dict[str, Any]
    reasons: list[Reason] = field(default_factory=list)
    outcome: Outcome = "unchanged"
    person: Mapping[str, Any] | None = None

    @property
    def rejected(self) -> bool:
        """Say whether a reason forbids to take the row."""
        return any(reason.rejects for reason in self.reasons)

    def __getitem__(self, name: str) -> Any:
        """Return a value."""
        return self.values[name]


@dataclass(slots=True)
class BookPart:
    """One sheet as found: `missing` are starred columns that are not there, `unknown` titles that nothing knows.

    Several sheets may hold the same part, as when each quarter has its own.
    """

    name: str
    sheet: BookSheet | None
    rows: list[BookRow] = field(default_factory=list)
    header: int | None = None
    encoding: str = "unicode"
    columns: dict[int, str] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def problem(self) -> Reason | None:
        """Return why the whole sheet is not taken."""
        if self.sheet is None:
            return None
        if self.missing:
            return reject("columns_missing", sheet=self.name, value=", ".join(self.missing))
        return None


def read_year_book(book: Book, today: date, told: Mapping[str, Any] | None = None) -> list[BookPart]:
    """Return the parts of a year book in the order in which they are taken; sheets that are no part come last.

    `told` corrects by hand: {sheet name: {'skip': bool, 'as': key of a sheet, 'encoding': str, 'columns': {index: field}}}.
    """
    told = told or {}
    parts = [_part(sheet, today, told.get(sheet.name, {})) for sheet in book.sheets]
    order = {sheet.key: place for place, sheet in enumerate(SHEETS)}
    return sorted(parts, key=lambda part: order[part.sheet.key] if part.sheet else len(order))


def _part(sheet: Sheet, today: date, told: Mapping[str, Any]) -> BookPart:
    encoding = told.get("encoding") or detect(sheet.texts(), sheet.fonts)
    name = compose(decode(sheet.name, encoding))
    rows = _in_unicode(sheet, encoding)
    known = next((one for one in SHEETS if one.key == told["as"]), None) if "as" in told else sheet_of(name)
    if known is None and "as" not in told and not (sheet.hidden or is_copy(name)):
        known = _known_by_columns(rows, sheet)
    part = BookPart(name, None if told.get("skip") else known, encoding=encoding)
    if part.sheet is None or not any(sheet.rows):
        return part
    first = _find_columns(part, part.sheet, rows, sheet, told.get("columns"))
    if part.problem is None:
        reader = _Reader(part, part.sheet, today)
        part.rows = [
            reader.read(row, sheet.number(index))
            for index, row in enumerate(rows[first:], first)
            if any(_filled(row)) and not _is_between(row, index, sheet) and not reader.is_total(row)
        ]
    return part


def _in_unicode(sheet: Sheet, encoding: Any) -> Sequence[Row]:
    if encoding == "unicode" and not sheet.cell_fonts and not sheet.main_font:
        return sheet.rows
    return [
        [decode(value, encoding, sheet.font(index, place)) if isinstance(value, str) else value for place, value in enumerate(row)]
        for index, row in enumerate(sheet.rows)
    ]


def _known_by_columns(rows: Sequence[Row], sheet: Sheet) -> BookSheet | None:
    """Return the part whose starred columns all stand on a sheet of another name; of several, that with most columns."""
    best: dict[int, BookSheet] = {}
    for one in SHEETS:
        header = find_header(rows, _titles_of(one), merged=sheet.merged, least=_LEAST_ROW)
        found = {column.field for column in header.columns} if header else set()
        if found >= {column.field for column in one.columns if column.star}:
            best.setdefault(len(found), one)
    return best[max(best)] if best else None


def _titles_of(sheet: BookSheet) -> dict[str, tuple[str, ...]]:
    return {column.field: (column.title, *column.synonyms) for column in sheet.columns}


def _filled(row: Row) -> list[bool]:
    return [value is not None for value in row]


def _is_between(row: Row, index: int, sheet: Sheet) -> bool:
    """Tell whether a row heads, notes or signs what stands around it: words for it, or nothing but a few words in one cell."""
    values = [value for value in row if value is not None]
    if len(values) >= _LEAST_ROW or not isinstance(values[0], str):
        return False
    alone = len(values) == 1 and (" " in values[0].strip() or any(merge.top == index for merge in sheet.merged))
    return alone or _FOOTER.match(fold(values[0])) is not None


def _find_columns(part: BookPart, sheet: BookSheet, rows: Sequence[Row], raw: Sheet, told: Mapping[str, str] | None) -> int:
    """Find the header; note columns, unknown titles and starred columns that are missing. Return the index of the first row of data."""
    vocabulary_ = _titles_of(sheet)
    header = find_header(rows, vocabulary_, merged=raw.merged)
    if header is None:
        part.missing = [column.title for column in sheet.columns if column.star]
        return 0
    part.header = raw.number(header.first)
    part.titles = {column.index: column.title for column in header.columns} | dict(header.unknown)
    found: dict[str, int] = {}
    for column in header.columns:
        if column.field in vocabulary_:
            found.setdefault(column.field, column.index)
    if told:
        found = {name: int(index) for index, name in told.items() if name in vocabulary_}
    part.columns = {index: name for name, index in found.items()}
    part.unknown = {
        index: title
        for index, title in part.titles.items()
        if index not in part.columns and squash(title) not in _OWN_TITLES | {""}
    }
    part.missing = [column.title for column in sheet.columns if column.star and column.field not in found]
    return header.last + 1


class _Reader:
    """Reads the rows of one part."""

    def __init__(self, part: BookPart, sheet: BookSheet, today: date) -> None:
        self._part = part
        self._columns = [(index, sheet.column(name)) for index, name in part.columns.items()]
        self._blank: dict[str, Any] = {column.field: None for column in sheet.columns}
        self._days = DateReader(today)
        self._born = DateReader(today, youngest=YOUNGEST)

    def is_total(self, row: Row) -> bool:
        """Tell whether a row adds up what stands above: the word for it, and not all cells that must be filled."""
        first = next((value for value in row if value is not None), None)
        return (
            isinstance(first, str)
            and _TOTAL.match(fold(first)) is not None
            and any(column.star and (index >= len(row) or row[index] is None) for index, column in self._columns)
        )

    def read(self, row: Row, number: int) -> BookRow:
        """Return one row; what is wrong with its cells is among its reasons."""
        values, raw = dict(self._blank), {}
        reasons: list[Reason] = []
        for index, column in self._columns:
            value = row[index] if index < len(row) else None
            raw[column.title] = cells.text(value) if value is not None else ""
            if value is not None:
                values[column.field] = self._value(column, value, reasons)
            if column.star and (value is None or cells.text(value) == ""):
                reasons.append(reject("value_missing", field=column.title))
        return BookRow(self._part.name, number, values, raw, reasons)

    def _value(self, column: BookColumn, value: Cell, reasons: list[Reason]) -> Any:  # noqa: PLR0911 - one line for each kind
        title = column.title
        match column.kind:
            case "date":
                return (self._born if column.field == "birth" else self._days).read(value, title, reasons)
            case "count":
                return cells.whole_number(value, title, reasons)
            case "year":
                return _year(value, title, reasons)
            case "mark":
                return cells.mark(value, title, reasons)
            case "money":
                return cells.money(value, title, reasons)
            case "sex":
                return _sex(value, title, reasons)
            case "level":
                return _level(value, title, reasons)
            case "word":
                return _word(column, value, reasons)
        return _text(column, value, reasons)


def _text(column: BookColumn, value: Cell, reasons: list[Reason]) -> str | None:
    told = clean_name(cells.text(value)) if column.kind == "name" else cells.text(value)
    if column.kind == "name" and told and not has_letters_only(told):
        reasons.append(reject("not_a_name", value=told[:80]))
    if len(told) > column.most:
        reasons.append(reject("too_long", field=column.title, value=f"{told[:40]}…", most=column.most))
    return (None if cells.is_blank(told) and column.kind != "name" else told) or None


def _year(value: Cell, title: str, reasons: list[Reason]) -> int | None:
    year = cells.whole_number(value, title, reasons)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        reasons.append(reject("number_out_of_range", field=title, value=cells.text(value)))
    return year


def _sex(value: Cell, title: str, reasons: list[Reason]) -> str | None:
    known = vocabulary.sex_of(value)
    if known is None and not cells.is_nothing(value):
        reasons.append(cells.unreadable(title, value))
    return {"male": "M", "female": "F"}.get(known or "")


def _level(value: Cell, title: str, reasons: list[Reason]) -> str | None:
    level = vocabulary.theory_level(value)
    if level is None:
        reasons.append(cells.unreadable(title, value))
    return None if level in {None, "none"} else level


def _word(column: BookColumn, value: Cell, reasons: list[Reason]) -> str | None:
    told = cells.text(value)
    if cells.is_blank(told):
        return None
    code = WORDS[column.words].get(squash(told))
    if code is None:
        reasons.append(reject("word_unknown", field=column.title, value=told[:80]))
    return code
