"""How one sheet of a roster is laid out: its encoding, its header, and where each thing about a person stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from nennep.exchange.rules.roster_words import COLUMNS, PASSED_OVER
from nennep.spreadsheets.book import Cell, Merge, Row, Sheet
from nennep.spreadsheets.header import ORDINAL, Column, Header, find_header
from nennep.vietnamese.encodings import Encoding, decode, detect
from nennep.vietnamese.text import compose, squash

BANNER = 2
DATES = ("birth", "admitted", "official", "both_dates", "decided")


@dataclass(slots=True)
class Layout:
    """One sheet made ready: rows in Unicode, its header (None: no list of people here), and the cells of each field."""

    sheet: str
    rows: Sequence[Row]
    first_row: int
    encoding: Encoding
    header: Header | None
    hidden: bool = False
    unknown: dict[int, str] = field(default_factory=dict)
    places: dict[str, list[Column]] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=dict)
    banners: frozenset[int] = frozenset()
    assumed_units: set[int] = field(default_factory=set)

    def of(self, name: str) -> list[Column]:
        """Return the columns of a field, those that go on under the same title included."""
        return self.places.get(name, [])

    def number(self, index: int) -> int:
        """Return the row number in the file."""
        return self.first_row + index


def lay_out(sheet: Sheet, told: Mapping[str, Any] | None = None) -> Layout:
    """Find how a sheet is laid out; `told` corrects it by hand.

    Args:
        sheet: the sheet as read.
        told: {'skip': bool, 'encoding': str, 'header': first row of the header in the file, 'columns': {index: 'field' or 'field:part'}}.
    """
    told = told or {}
    encoding: Encoding = told.get("encoding") or detect(sheet.texts(), sheet.fonts)
    rows = _in_unicode(sheet, encoding)
    header = None if told.get("skip") else find_header(rows, COLUMNS, merged=sheet.merged)
    if header is not None and told.get("columns"):
        header = _corrected(header, told["columns"])
    layout = Layout(compose(decode(sheet.name, encoding)), rows, sheet.first_row, encoding, header, sheet.hidden)
    for note in sheet.notes:
        layout.notes.setdefault(note.row, []).append(sheet.address(note.row, note.column))
    if header is not None:
        _place(layout, header)
        layout.banners = frozenset(
            merge.top for merge in sheet.merged if merge.top == merge.bottom > header.last and merge.right - merge.left >= BANNER
        )
        _fill_units_down(layout, header, sheet.merged)
        if not layout.of("name"):
            layout.header = None
    return layout


def _fill_units_down(layout: Layout, header: Header, merged: Sequence[Merge]) -> None:
    """Write the unit into all rows over which its cell reaches, by merging or by being left blank below."""
    if not layout.of("unit"):
        return
    place, rows = layout.of("unit")[0].index, list(layout.rows)
    for merge in merged:
        if merge.left == place == merge.right and merge.top > header.last and _at(rows, merge.top, place) is not None:
            for index in range(merge.top + 1, min(merge.bottom + 1, len(rows))):
                _put(rows, index, place, rows[merge.top][place])
    filled = [index for index in range(header.last + 1, len(rows)) if len(_filled(rows[index])) > 2]  # noqa: PLR2004 - people
    told = sum(_at(rows, index, place) is not None for index in filled)
    if filled and _at(rows, filled[0], place) is not None and told * 2 < len(filled):
        layout.assumed_units = {index for index in filled if _at(rows, index, place) is None}
        for before, index in pairwise(filled):
            if index in layout.assumed_units:
                _put(rows, index, place, rows[before][place])
    layout.rows = rows


def _filled(row: Row) -> Row:
    return [value for value in row if value is not None]


def _at(rows: Sequence[Row], index: int, place: int) -> Cell:
    return rows[index][place] if index < len(rows) and place < len(rows[index]) else None


def _put(rows: list[Row], index: int, place: int, value: Cell) -> None:
    if rows[index]:
        rows[index] = [*rows[index], *[None] * (place + 1 - len(rows[index]))]
        rows[index][place] = value


def _in_unicode(sheet: Sheet, encoding: Encoding) -> Sequence[Row]:
    if encoding == "unicode" and not sheet.cell_fonts and not sheet.main_font:
        return sheet.rows
    return [
        [
            decode(value, encoding, sheet.font(index, column)) if isinstance(value, str) else value
            for column, value in enumerate(row)
        ]
        for index, row in enumerate(sheet.rows)
    ]


def _corrected(header: Header, told: Mapping[str, str]) -> Header:
    titles = {column.index: column.title for column in header.columns} | dict(header.unknown)
    widths = {column.index: column.width for column in header.columns}
    columns: list[Column] = []
    for index, said in sorted((int(key), value) for key, value in told.items()):
        name, _, part = said.partition(":")
        if name:
            columns.append(Column(index, name, part or None, titles.get(index, ""), widths.get(index, 1)))
    named = {column.index for column in columns}
    return Header(
        header.first, header.last, tuple(columns), {index: title for index, title in titles.items() if index not in named}
    )


def _place(layout: Layout, header: Header) -> None:
    layout.header = header
    layout.unknown = {index: title for index, title in header.unknown.items() if squash(title)}
    layout.places = {}
    for column in header.columns:
        if column.field != PASSED_OVER:
            layout.places.setdefault(column.field, []).append(column)
    if not layout.of("name"):
        parts = layout.places.pop("family", []) + layout.places.pop("given", [])
        if parts:
            layout.places["name"] = sorted(parts, key=lambda column: column.index)
    if layout.of("name") and not layout.of("family"):
        _join_given_name(layout)


def _join_given_name(layout: Layout) -> None:
    """Take a column 'Tên' right after 'Họ và tên' for the last word of the name."""
    last = layout.places["name"][-1]
    follows = [column for column in layout.places.pop("given", []) if column.index == last.index + last.width]
    layout.places["name"] += follows[:1]


def ordinal_index(layout: Layout) -> int | None:
    """Return the column of running numbers."""
    found = layout.of(ORDINAL)
    return found[0].index if found else None
