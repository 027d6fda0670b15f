"""Where the lists of a sheet have their headers, and what only the cells below tell of a title."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from nennep.exchange.rules.roster_words import COLUMNS
from nennep.spreadsheets.book import Cell, Merge, Row, Sheet
from nennep.spreadsheets.header import Column, Header, find_header
from nennep.vietnamese.names import is_plausible_name
from nennep.vietnamese.text import compose

DATES = ("birth", "admitted", "official", "both_dates", "decided")
NAMES = frozenset({"name", "family", "given"})
SAMPLE = 40
FEW = 3
_OF_A_PERSON = frozenset({*DATES, "sex", "ethnicity", "citizen_no", "card_no"})
_LEAST_YEAR = 1900
_YEAR = re.compile(r"\d{4}$|\d[/.-]\d\d$")


def find_list(rows: Sequence[Row], sheet: Sheet, told: int | None) -> Header | None:
    """Find the header of the first list on a sheet, or read the row `told` (its number in the file) as one."""
    if told is None:
        header = find_header(rows, COLUMNS, merged=sheet.merged)
        return header and _by_content(_list_above(rows, header, sheet.merged) or header, rows)
    first = min(max(told - sheet.first_row, 0), max(len(rows) - 1, 0))
    header = find_header(rows, COLUMNS, begin=first, within=1, merged=sheet.merged, least=1)
    titles = {index: compose(value) for index, value in enumerate(rows[first] if rows else ()) if isinstance(value, str)}
    return header or Header(first, first, (), titles)


def _list_above(rows: Sequence[Row], header: Header, merged: Sequence[Merge]) -> Header | None:
    """Return the header of a list above one that has more titles: people stand between the two."""
    for index in range(header.first):
        found = _header_at(rows, index, merged)
        if found and any(
            not _may_be_titles(row) and sum(value is not None for value in row) >= FEW
            for row in rows[found.last + 1 : header.first]
        ):
            return found
    return None


def _header_at(rows: Sequence[Row], index: int, merged: Sequence[Merge]) -> Header | None:
    """Return the header of a list of people that begins in that very row."""
    found = find_header(rows, COLUMNS, begin=index, within=1, merged=merged, least=FEW) if _may_be_titles(rows[index]) else None
    return found if found and NAMES & {column.field for column in found.columns} else None


def _by_content(header: Header, rows: Sequence[Row]) -> Header:
    """Return a header with what only the cells below tell: names under an unknown title, births under 'Nam' and 'Nữ'."""
    fields = {column.field for column in header.columns}
    sample = rows[header.last + 1 : header.last + 1 + SAMPLE]
    if "birth" not in fields and any(
        _mostly(sample, column.index, has_year) for column in header.all("sex") if column.qualifier in {"male", "female"}
    ):
        columns = tuple(replace(column, field="birth") if column.field == "sex" else column for column in header.columns)
        header, fields = replace(header, columns=columns), fields | {"birth"}
    if fields & NAMES or not fields & _OF_A_PERSON:
        return header
    for index, title in sorted(header.unknown.items()):
        if _mostly(sample, index, lambda value: isinstance(value, str) and is_plausible_name(value)):
            columns = tuple(sorted((*header.columns, Column(index, "name", None, title)), key=lambda column: column.index))
            return replace(header, columns=columns, unknown={at: told for at, told in header.unknown.items() if at != index})
    return header


def _mostly(sample: Sequence[Row], index: int, fits: Callable[[Cell], bool]) -> bool:
    """Tell whether at least two thirds of the filled cells of a column fit."""
    values = [value for row in sample if (value := row[index] if index < len(row) else None) is not None]
    return bool(values) and sum(map(fits, values)) * 3 >= len(values) * 2


def has_year(value: Cell) -> bool:
    """Tell whether a cell holds a date or ends in a year."""
    return isinstance(value, date) or (isinstance(value, float) and value >= _LEAST_YEAR) or bool(_YEAR.search(str(value)))


def headers_below(rows: Sequence[Row], header: Header, merged: Sequence[Merge]) -> Iterator[Header]:
    """Yield the headers of further lists on the sheet: rows of titles, one for names among them, that differ from the header above."""
    for index in range(header.last + 1, len(rows)):
        if index <= header.last or not _may_be_titles(rows[index]) or header.is_repeated_by(rows[index]):
            continue
        found = _header_at(rows, index, merged)
        if found is not None:
            header = found
            yield header


def _may_be_titles(row: Row) -> bool:
    texts = [value for value in row if value is not None]
    return len(texts) >= FEW and not any(not isinstance(text, str) or any(map(str.isdigit, text)) for text in texts)
