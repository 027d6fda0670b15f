"""How one sheet of a roster is laid out: its encoding, its headers, and where each thing about a person stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import Any

from nennep.exchange.rules.roster_header import DATES, FEW, SAMPLE, find_list, has_year, headers_below
from nennep.exchange.rules.roster_words import PASSED_OVER
from nennep.spreadsheets.book import Cell, Merge, Row, Sheet
from nennep.spreadsheets.header import ORDINAL, Column, Header
from nennep.vietnamese.encodings import Encoding, decode, detect
from nennep.vietnamese.names import is_plausible_name
from nennep.vietnamese.text import compose, squash

BANNER = 2
_SEVERAL = frozenset({"name", "family", "given", "birth", "sex", "post", "level", "both_dates"})


@dataclass(slots=True)
class Layout:
    """One list made ready: rows in Unicode, its header (None: no list of people here), and the cells of each field.

    A sheet mostly holds one list. `below` are further lists under headers of their own; lists side by side are layouts of
    their own, all but the first `beside` it. `title` is the unit of the whole list where a title above it tells.
    """

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
    below: list["Layout"] = field(default_factory=list)
    beside: bool = False
    title: str = ""

    def of(self, name: str) -> list[Column]:
        """Return the columns of a field, those that go on under the same title included."""
        return self.places.get(name, [])

    def number(self, index: int) -> int:
        """Return the row number in the file."""
        return self.first_row + index


def lay_out(sheet: Sheet, told: Mapping[str, Any] | None = None) -> list[Layout]:
    """Find how a sheet is laid out; `told` corrects it by hand. More than one layout: lists that stand side by side.

    Args:
        sheet: the sheet as read.
        told: {'skip': bool, 'encoding': str, 'header': first row of the header in the file, 'columns': {index: 'field' or 'field:part'}}.
    """
    told = told or {}
    encoding: Encoding = told.get("encoding") or detect(sheet.texts(), sheet.fonts)
    rows = _in_unicode(sheet, encoding)
    header = None if told.get("skip") else find_list(rows, sheet, told.get("header"))
    columns = told.get("columns")
    if header is not None and columns:
        header = _corrected(header, columns)
    blank = Layout(compose(decode(sheet.name, encoding)), rows, sheet.first_row, encoding, header, sheet.hidden)
    for note in sheet.notes:
        blank.notes.setdefault(note.row, []).append(sheet.address(note.row, note.column))
    if header is None:
        return [blank]
    headers = [header, *headers_below(rows, header, sheet.merged)]
    if columns:
        headers[1:] = [_as_above(later, header, columns) for later in headers[1:]]
    ends = [*(later.first for later in headers[1:]), len(rows)]
    lists = [_lists(blank, one, rows[:end], sheet.merged) for one, end in zip(headers, ends, strict=True)]
    if not told.get("header"):  # what was pointed out stays a header, that its columns can be matched
        for layout in chain.from_iterable(lists):
            layout.header = layout.header if layout.of("name") else None
    for later in lists[1:]:
        for first, one in zip(lists[0], later, strict=False):
            first.below.append(one)
    return lists[0]


def _lists(blank: Layout, header: Header, rows: Sequence[Row], merged: Sequence[Merge]) -> list[Layout]:
    """Return the lists under one header: one, or several side by side where its titles begin anew."""
    starts = [column.index for column in header.all(header.columns[0].field)] if header.columns else []
    names = header.all("name")
    if len(starts) < 2 or len(starts) != len(names) or any(a >= b.index for a, b in zip(starts[1:], names[1:], strict=True)):  # noqa: PLR2004 - side by side are two
        return [_list(blank, header, rows, merged)]
    made: list[Layout] = []
    for start, end in pairwise([*starts, max(map(len, rows)) + 1]):
        own = replace(header, columns=tuple(column for column in header.columns if start <= column.index < end), unknown={})
        cut = [_between(row, start, end) for row in rows]
        made.append(_list(blank, own, cut, [one for one in merged if start <= one.left < end]))
        made[-1].beside = start != starts[0]
    return made


def _between(row: Row, start: int, end: int) -> Row:
    """Return the cells of a list; what stands alone in a row, as headings do, is that of all lists beside each other."""
    alone = sum(value is not None for value in row) == 1
    return row if alone or not row[start:end] else [*[None] * start, *row[start:end]]


def _list(blank: Layout, header: Header, rows: Sequence[Row], merged: Sequence[Merge]) -> Layout:
    layout = replace(blank, rows=rows, header=header, below=[], assumed_units=set())
    _place(layout, header)
    layout.banners = frozenset(
        merge.top for merge in merged if merge.top == merge.bottom > header.last and merge.right - merge.left >= BANNER
    )
    _fill_units_down(layout, header, merged)
    return layout


def continued(layout: Layout, before: Layout, merged: Sequence[Merge]) -> Layout | None:
    """Return a sheet without a header as the next page of the list before it, where its rows are people by the same columns."""
    if before.header is None or not before.of("name"):
        return None
    name = before.of("name")[0].index
    dates = [column.index for field_name in DATES for column in before.of(field_name)]
    filled = [row for row in layout.rows[:SAMPLE] if len(_filled(row)) >= FEW]
    people = [
        row
        for row in filled
        if name < len(row)
        and is_plausible_name(str(row[name] or ""))
        and any(index < len(row) and row[index] is not None and has_year(row[index]) for index in dates)
    ]
    if not people or len(people) * 3 < len(filled) * 2:
        return None
    return _list(layout, replace(before.header, first=0, last=-1), layout.rows, merged)


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


def _as_above(header: Header, above: Header, told: Mapping[str, str]) -> Header:
    """Take what was said by hand of the columns of the list above for those under the same titles; other columns stay as found."""
    said = {squash(title): told.get(str(index), "") for index, title in _titles(above).items() if squash(title)}
    present = {column.index: ":".join(filter(None, (column.field, column.qualifier))) for column in header.columns}
    mine = {str(index): said.get(squash(title), present.get(index, "")) for index, title in _titles(header).items()}
    return _corrected(header, mine)


def _titles(header: Header) -> dict[int, str]:
    return {column.index: column.title for column in header.columns} | dict(header.unknown)


def _corrected(header: Header, told: Mapping[str, str]) -> Header:
    titles = _titles(header)
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
        if column.field in layout.places and column.field not in _SEVERAL:
            layout.unknown[column.index] = column.title
        elif column.field != PASSED_OVER:
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
