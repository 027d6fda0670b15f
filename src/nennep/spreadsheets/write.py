"""Writing sheets and delimited text in which nothing runs: text stays text, dates are dates."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from typing import IO, Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nennep.vietnamese.dates import PartialDate

Kind = Literal["text", "int", "date", "money"]
_FORMATS: dict[Kind, str] = {"text": "@", "int": "0", "date": "dd/mm/yyyy", "money": "#,##0"}
_LONGEST, _LONGEST_NAME = 32_767, 31
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column to write: its title, its width in characters and what it holds."""

    title: str
    width: float = 16
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet to write; `rows` may be a generator, it is passed through once."""

    name: str
    columns: Sequence[OutColumn]
    rows: Iterable[Sequence[object]]


def write_xlsx(target: str | PathLike[str] | IO[bytes], sheets: Iterable[OutSheet]) -> None:
    """Write a workbook row by row in constant memory: bold frozen header with a filter on each sheet.

    Dates (and partial dates that are full) become real dates shown dd/mm/yyyy; text is never taken for a formula.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        quoted = book.add_format({"quote_prefix": True})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            _write_sheet(page, sheet, heading, formats, quoted)


def _write_sheet(page: Worksheet, sheet: OutSheet, heading: Format, formats: dict[Kind, Format], quoted: Format) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, _safe(column.title), heading)
    page.freeze_panes(1, 0)
    writers = [_writer(page, column.kind, formats, quoted) for column in sheet.columns]
    number = 0
    for number, row in enumerate(sheet.rows, start=1):
        for index, value in enumerate(row):
            if value is not None and value != "":
                writers[index](number, index, value)
    if sheet.columns:
        page.autofilter(0, 0, number, len(sheet.columns) - 1)


def _writer(page: Worksheet, kind: Kind, formats: dict[Kind, Format], quoted: Format) -> Callable[[int, int, Any], object]:
    write_string, write_number, write_datetime = page.write_string, page.write_number, page.write_datetime
    plain, dated = formats[kind] if kind != "text" else None, formats["date"]

    def write(row: int, column: int, value: Any) -> None:
        if isinstance(value, PartialDate):
            value = value.first if value.precision == "d" else value.text
        if isinstance(value, str):
            write_string(row, column, _safe(value), quoted if value.startswith(_RUNS) else None)
        elif isinstance(value, bool):
            write_string(row, column, "x" if value else "")
        elif isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            if day < _FIRST_DAY:
                write_string(row, column, f"{day:%d/%m/}{day.year:04d}")
            else:
                write_datetime(row, column, value.replace(tzinfo=None) if isinstance(value, datetime) else value, dated)
        elif isinstance(value, int | float) or hasattr(value, "__float__"):
            write_number(row, column, value, plain)
        else:
            write_string(row, column, _safe(str(value)))

    return write


def _safe(text: str) -> str:
    return (text if text.isalnum() else _CONTROLS.sub("", text))[:_LONGEST]


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that spreadsheets accept: some characters are forbidden, at most 31 UTF-16 units, each once."""
    base = _cut(_NO_SHEET_NAME.sub(" ", _safe(name)), _LONGEST_NAME) or "Sheet"
    base = f"{base}_" if base.lower() == "history" else base
    unique, number = base, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{_cut(base, _LONGEST_NAME - len(f' ({number})'))} ({number})"
    taken.add(unique.lower())
    return unique


def _cut(name: str, units: int) -> str:
    return name.strip(" '").encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore").strip(" '")


def write_csv(target: IO[str], columns: Sequence[OutColumn], rows: Iterable[Sequence[object]]) -> None:
    """Write comma-separated text; a text that a spreadsheet would run gets an apostrophe before it.

    Open the target with encoding utf-8-sig and newline='' so that Excel reads Vietnamese.
    """
    writer = csv.writer(target)
    writer.writerow([_harmless(column.title) for column in columns])
    writer.writerows([_harmless(value) for value in row] for row in rows)


def csv_bytes(columns: Sequence[OutColumn], rows: Iterable[Sequence[object]]) -> bytes:
    """Return `write_csv` as bytes with the mark by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    write_csv(text, columns, rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, date):
        day = f"{value:%d/%m/}{value.year:04d}"
        return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day
    if isinstance(value, str):
        clean = _CONTROLS.sub("", value)
        return f"'{clean}" if clean.lstrip(" ").startswith(_RUNS) else clean
    return "" if value is None else value
