"""How one sheet of a roster is laid out: its encoding, its headers, and where each thing about a person stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import Any

from nennep.exchange.rules.roster_words import COLUMNS, PASSED_OVER
from nennep.spreadsheets.book import Cell, Merge, Row, Sheet
from nennep.spreadsheets.header import ORDINAL, Column, Header, find_header
from nennep.vietnamese.encodings import Encoding, decode, detect
from nennep.vietnamese.names import is_plausible_name
from nennep.vietnamese.text import compose, squash

BANNER = 2
DATES = ("birth", "admitted", "official", "both_dates", "decided")
_OF_A_PERSON = frozenset({*DATES, "sex", "ethnicity", "citizen_no", "card_no"})
_SEVERAL = frozenset({"name", "family", "given", "birth", "sex", "post", "level", "both_dates"})
_NAMES = frozenset({"name", "family", "given"})
_SAMPLE = 40
_FEW = 3


@dataclass(slots=True)
class Layout:
    """One list made ready: rows in Unicode, its header (None: no list of people here), and the cells of each field.

    A sheet mostly holds one list. `below` are further lists under headers of their own; lists side by side are layouts of
    their own, all but the first `beside` it.
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
    header = None if told.get("skip") else _find(rows, sheet, told.get("header"))
    if header is not None and told.get("columns"):
        header = _corrected(header, told["columns"])
    blank = Layout(compose(decode(sheet.name, encoding)), rows, sheet.first_row, encoding, header, sheet.hidden)
    for note in sheet.notes:
        blank.notes.setdefault(note.row, []).append(sheet.address(note.row, note.column))
    if header is None:
        return [blank]
    headers = [header, *_headers_below(rows, header, sheet.merged)]
    ends = [*(later.first for later in headers[1:]), len(rows)]
    lists = [_lists(blank, one, rows[:end], sheet.merged) for one, end in zip(headers, ends, strict=True)]
    if not told.get("header"):  # what was pointed out stays a header, that its columns can be matched
        for layout in chain.from_iterable(lists):
            layout.header = layout.header if layout.of("name") else None
    for later in lists[1:]:
        for first, one in zip(lists[0], later, strict=False):
            first.below.append(one)
    return lists[0]


def _find(rows: Sequence[Row], sheet: Sheet, told: int | None) -> Header | None:
    """Find the header of a list; a list whose names stand under an unknown title is known by the names themselves."""
    if told is None:
        header = find_header(rows, COLUMNS, merged=sheet.merged)
        return header and (_list_above(rows, header, sheet.merged) or _with_names(header, rows))
    first = min(max(told - sheet.first_row, 0), max(len(rows) - 1, 0))
    header = find_header(rows, COLUMNS, begin=first, within=1, merged=sheet.merged, least=1)
    titles = {index: compose(value) for index, value in enumerate(rows[first] if rows else ()) if isinstance(value, str)}
    return header or Header(first, first, (), titles)


def _list_above(rows: Sequence[Row], header: Header, merged: Sequence[Merge]) -> Header | None:
    """Return the header of a list above one that has more titles: people stand between the two."""
    for index in range(header.first):
        found = _header_at(rows, index, merged)
        if found and any(not _may_be_titles(row) and len(_filled(row)) >= _FEW for row in rows[found.last + 1 : header.first]):
            return found
    return None


def _header_at(rows: Sequence[Row], index: int, merged: Sequence[Merge]) -> Header | None:
    """Return the header of a list of people that begins in that very row."""
    found = find_header(rows, COLUMNS, begin=index, within=1, merged=merged, least=_FEW) if _may_be_titles(rows[index]) else None
    return found if found and _NAMES & {column.field for column in found.columns} else None


def _with_names(header: Header, rows: Sequence[Row]) -> Header:
    fields = {column.field for column in header.columns}
    if fields & _NAMES or not fields & _OF_A_PERSON:
        return header
    sample = rows[header.last + 1 : header.last + 1 + _SAMPLE]
    for index, title in sorted(header.unknown.items()):
        texts = [row[index] for row in sample if index < len(row) and isinstance(row[index], str)]
        if texts and sum(is_plausible_name(str(text)) for text in texts) * _FEW >= len(texts) * 2:
            columns = sorted((*header.columns, Column(index, "name", None, title)), key=lambda column: column.index)
            return replace(header, columns=tuple(columns), unknown={at: told for at, told in header.unknown.items() if at != index})
    return header


def _headers_below(rows: Sequence[Row], header: Header, merged: Sequence[Merge]) -> Iterator[Header]:
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
    return len(texts) >= _FEW and not any(not isinstance(text, str) or any(map(str.isdigit, text)) for text in texts)


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
