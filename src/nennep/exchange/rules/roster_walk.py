"""Which rows of a sheet are people, and under which heading they stand; titles, totals, notes and signatures are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nennep.exchange.rules import label as labels
from nennep.exchange.rules.label import Label, Standing
from nennep.exchange.rules.name import is_name_alone
from nennep.exchange.rules.roster_header import DATES
from nennep.exchange.rules.roster_layout import Layout, ordinal_index
from nennep.spreadsheets.book import Cell, Row
from nennep.spreadsheets.header import Header
from nennep.vietnamese.text import compose, fold

_TOTAL = re.compile(r"(?:tổng\b|cộng\b|tổng số|tổng cộng)")
_TOTAL_PLAIN = re.compile(r"(?:tong so|tong cong|cong\b|tong\b *\d)")
_NUMBER = re.compile(r"\(?\d{1,6}\s*[.)]?")
_DATE = re.compile(r"\d{4}|\d\s*[^\w\s]\s*\d")
_LEAST_DATE = 1000
_MOST_LETTERS = 12


@dataclass(slots=True)
class Found:
    """A row that is a person: its list, its index in the sheet, the unit and standing named above it."""

    layout: Layout
    index: int
    unit: str
    standing: Standing | None


@dataclass(slots=True)
class _State:
    headings: list[tuple[str, str, Standing | None]] = field(default_factory=list)
    ended: bool = False
    fresh: str = ""

    def enter(self, label: Label) -> None:
        """Take a heading; it replaces those of its own level and all below."""
        unit, standing = label.text, None
        if not labels.is_unit(label.text, sure=True):
            standing = labels.standing_of(label.text)
            unit = "" if standing or labels.is_other(label.text) else label.text
        levels = [level for level, *_ in self.headings]
        if label.level in levels:
            del self.headings[levels.index(label.level) :]
        self.headings.append((label.level, unit, standing))
        self.ended = False
        self.fresh = unit

    @property
    def unit(self) -> str:
        """The innermost unit named."""
        return next((unit for _, unit, _ in reversed(self.headings) if unit), "")

    @property
    def standing(self) -> Standing | None:
        """The innermost standing named."""
        return next((standing for *_, standing in reversed(self.headings) if standing), None)


def people_rows(layout: Layout) -> list[Found]:
    """Return the rows that are people, in order, those of the lists below included. A sheet without a header has none."""
    state = _State([("title", layout.title, None)] if layout.title else [])
    blocks: list[list[Found]] = []
    titles: list[str] = []
    for part in [layout, *layout.below]:
        if part.header is None or not part.of("name"):
            continue
        blocks.append([])
        titles.append(state.fresh if titles else title_above(part))
        state.ended = False
        for found in _walk(part, part.header, state):
            if found is None:
                blocks.append([])
                titles.append(state.fresh)
            else:
                blocks[-1].append(found)
    if len(blocks) > 1:
        _settle_titles(blocks, titles)
    return [found for block in blocks for found in block]


def _settle_titles(blocks: list[list[Found]], titles: list[str]) -> None:
    """Several lists one below the other: titles that differ name their units, a title repeated on each page names none."""
    told = {fold(title) for title in titles if title}
    if len(told) == 1 and fold(titles[0]) in told:
        for block, title in zip(blocks, titles, strict=True):
            for found in block:
                if title and fold(found.unit) == fold(title):
                    found.unit = ""
    elif any(titles[1:]):
        for found in blocks[0]:
            found.unit = found.unit or titles[0]


def title_above(layout: Layout) -> str:
    """Return the unit that a title above the header names, '' for none."""
    first = layout.header.first if layout.header else 0
    for row in reversed(layout.rows[:first]):
        for value in row:
            if isinstance(value, str) and labels.is_unit(value, sure=True):
                return labels.clean(value)
    return ""


def _walk(layout: Layout, header: Header, state: _State) -> Iterator[Found | None]:
    """Yield people, and None where the header stands once more."""
    see = _Eyes(layout, header)
    skip_until = header.last
    for index, row in enumerate(layout.rows):
        if index <= skip_until or not row:
            continue
        if see.is_person(row, state) and not see.is_banner(index, row):
            state.fresh = ""
            yield Found(layout, index, state.unit, state.standing)
        elif header.is_repeated_by(row):
            skip_until = index + see.header_lines(index) - 1
            state.ended = False
            yield None
        elif see.is_total(row):
            state.ended = True
        elif (heading := see.heading(row, state, banner=index in layout.banners)) is not None:
            state.enter(heading)
        elif any(isinstance(value, str) for value in row):
            state.ended = True


class _Eyes:
    """Looks at rows of one layout."""

    def __init__(self, layout: Layout, header: Header) -> None:
        self._layout = layout
        self._header = header
        self._ordinal = ordinal_index(layout)
        name = layout.of("name")
        self._names = [index for column in name for index in range(column.index, column.index + column.width)]
        self._name = self._names[0]
        self._dates = [column.index for field_name in DATES for column in layout.of(field_name)]

    def is_person(self, row: Row, state: _State) -> bool:
        """Tell whether a row is a person, well or badly filled in."""
        name = row[self._name] if self._name < len(row) else None
        numbered = self._numbered(row)
        dated = any(_is_datelike(row[index]) for index in self._dates if index < len(row))
        if name is None:
            return self._nameless_person(row, numbered=numbered, dated=dated)
        if dated and numbered and isinstance(name, str):
            return not self.is_total(row)
        if not isinstance(name, str):
            return dated and numbered and not _is_numbering(row)
        if _is_total(name) or self.is_total(row):
            return False
        if dated or numbered:
            return not labels.is_unit(name, sure=True)
        return not (state.ended or self._marker(row)) and _is_name_alone(name)

    def _nameless_person(self, row: Row, *, numbered: bool, dated: bool) -> bool:
        others = [value for index, value in enumerate(row) if value is not None and index != self._ordinal]
        if _is_numbering(row) or (others and isinstance(others[0], str) and _is_total(others[0])):
            return False
        if self._ordinal is not None and self._ordinal < len(row):
            first = row[self._ordinal]
            if isinstance(first, str) and not numbered:
                return False
        return (dated or len(others) > 1) if numbered else (dated and len(others) > 2)  # noqa: PLR2004 - place and date are two

    def is_banner(self, index: int, row: Row) -> bool:
        """Tell whether a row is one cell over many columns, as headings are made."""
        return index in self._layout.banners and sum(value is not None for value in row) == 1

    def header_lines(self, index: int) -> int:
        """Return over how many rows a repeated header goes."""
        lines = self._header.last - self._header.first + 1
        again = self._layout.rows[index : index + lines]
        return lines if not any(_is_datelike(value) for line in again for value in line) else 1

    def is_total(self, row: Row) -> bool:
        """Tell whether a row adds up what stands above."""
        first = next((value for value in row if value is not None), None)
        return isinstance(first, str) and _is_total(first)

    def heading(self, row: Row, state: _State, *, banner: bool) -> Label | None:
        """Return the heading that a row is, if it is one."""
        texts = [compose(value) for value in row if isinstance(value, str) and value.strip()]
        if not texts or len(texts) > 3:  # noqa: PLR2004 - a number, a label and a count
            return None
        marker = self._marker(row)
        if marker and len(texts) > 1:
            return labels.read_label(texts[1], marker)
        label = labels.read_label(texts[0], self._number_text(row))
        if label is None or (state.ended and not labels.is_unit(label.text)):
            return None
        telling = banner or labels.is_unit(label.text) or labels.is_other(label.text) or label.level in {"roman", "letter"}
        return label if telling and not self._is_note(texts[0]) else None

    def _is_note(self, text: str) -> bool:
        return text.lstrip().startswith(("*", "(")) or fold(text).startswith(
            ("ghi chu", "luu y", "trong do", "danh sach", "nguoi lap")
        )

    def _marker(self, row: Row) -> str:
        value = row[self._ordinal] if self._ordinal is not None and self._ordinal < len(row) else None
        return value if isinstance(value, str) and labels.is_marker(value) else ""

    def _number_text(self, row: Row) -> str:
        value = row[self._ordinal] if self._ordinal is not None and self._ordinal < len(row) else None
        return f"{value:g}" if isinstance(value, float) else ""

    def _numbered(self, row: Row) -> bool:
        if self._ordinal is None or self._ordinal >= len(row):
            return False
        value = row[self._ordinal]
        return isinstance(value, float) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is not None)


def _is_name_alone(name: str) -> bool:
    heading = labels.is_unit(name) or labels.is_other(name) or labels.is_numbered(name)
    return not heading and is_name_alone(compose(name))


def _is_total(text: str) -> bool:
    if text.lstrip()[:1].lower() not in {"t", "c"}:
        return False
    whole = compose(text).lower()
    return _TOTAL.match(whole) is not None or (whole.isascii() and _TOTAL_PLAIN.match(fold(whole)) is not None)


def _is_datelike(value: Cell) -> bool:
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, float):
        return value >= _LEAST_DATE
    if isinstance(value, str):
        return _DATE.search(value) is not None and sum(map(str.isalpha, value)) <= _MOST_LETTERS
    return isinstance(value, date)


def _is_numbering(row: Row) -> bool:
    numbers = [value for value in row if value is not None]
    return all(isinstance(value, float) for value in numbers) and numbers == sorted(numbers) and len(numbers) > 2  # noqa: PLR2004 - two numbers prove nothing
