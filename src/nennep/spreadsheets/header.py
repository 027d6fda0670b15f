"""Finding the header of a list: which row or rows, and what each column holds."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from nennep.spreadsheets.book import Cell, Merge, Row
from nennep.vietnamese.text import compose, fold, squash

ORDINAL = "ordinal"
_ORDINAL_WORDS = ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No")
_QUALIFIERS = {"nam": "male", "nu": "female", "ngay": "day", "thang": "month"}
_FILLING = """dang vien nguoi can bo cong chuc neu co ghi ro hien nay tai khai sinh day du theo giay to dong chi cua quan chung
uu tu duong lich viet hoa in d c dc duoc cao nhat moi cu the"""
_DAY_WORDS = re.compile(r"^(?:(?:ngay|thang|nam)\b ?)+")
_FILLERS = frozenset(_FILLING.split())
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CUT = re.compile(r"[,;/(:\n–-]")
_NUMBERING = re.compile(r"\(?\d{1,2}\)?|[A-Z]|\(?\d{1,2}\)?=.*")
_DEPTH = 3
_LEAST = 2
_LOOK_BELOW = 40


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. `field` is a key of the vocabulary, or ordinal.

    `qualifier` says which part: male or female (dates or crosses split by sex), day, month or year, else the folded
    text of the lower header line. `width` counts further columns under the same title (a name cut in two).
    """

    index: int
    field: str
    qualifier: str | None
    title: str
    width: int = 1


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: indices of its first and last row, its columns, and titles that nothing knows by column index."""

    first: int
    last: int
    columns: tuple[Column, ...]
    unknown: Mapping[int, str] = field(default_factory=dict)

    def find(self, name: str, qualifier: str | None = None) -> Column | None:
        """Return the first column of a field (with that qualifier)."""
        return next((column for column in self.all(name) if qualifier in (None, column.qualifier)), None)

    def all(self, name: str) -> list[Column]:
        """Return all columns of a field."""
        return [column for column in self.columns if column.field == name]

    def is_repeated_by(self, row: Row) -> bool:
        """Tell whether a later row is this header once more, as printed on each page."""
        titles = {column.index: squash(column.title) for column in self.columns}
        titles |= {index: squash(title) for index, title in self.unknown.items()}
        texts = {index: squash(value) for index, value in enumerate(row) if isinstance(value, str) and squash(value)}
        own = sum(text in titles.get(index, "") for index, text in texts.items())
        known = {column.index for column in self.columns if column.index < len(row) and row[column.index] is not None}
        return own == len(texts) and min(len(texts), len(known)) >= _LEAST and not any(map(_is_datum, row))


def find_header(
    rows: Sequence[Row],
    vocabulary: Mapping[str, Collection[str]],
    *,
    begin: int = 0,
    within: int = 20,
    merged: Iterable[Merge] = (),
    least: int = _LEAST,
) -> Header | None:
    """Find the header among `within` rows from `begin` on, or None when no row names at least `least` known columns.

    `vocabulary` maps field names to synonyms, matched by `squash`. A header may take up to three rows: a title over
    several columns is joined with what stands below it. A row of column numbers under it belongs to it.
    """
    words = _Words(vocabulary)
    spans = [merge for merge in merged if merge.bottom >= begin and merge.top < begin + within + _DEPTH]
    best: tuple[float, Header] | None = None
    for first in range(begin, min(begin + within, len(rows))):
        for depth in range(1, _DEPTH + 1):
            lines = rows[first : first + depth]
            if len(lines) < depth or not all(map(_is_header_line, lines)):
                break
            if depth > 1 and not _continues(lines, words):
                break
            score, header = _interpret(first, lines, words, spans)
            if len(header.columns) >= least and (best is None or score > best[0] + 1e-6):
                best = (score, header)
    return _complete(best[1], rows) if best else None


class _Words:
    """The vocabulary turned round: what a title means."""

    def __init__(self, vocabulary: Mapping[str, Collection[str]]) -> None:
        self._fields: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        for name, synonyms in vocabulary.items():
            for synonym in synonyms:
                self._fields.setdefault(squash(synonym), name)
                self._spelled.setdefault(_spelling(synonym), name)
        for synonym in _ORDINAL_WORDS:
            self._fields.setdefault(squash(synonym), ORDINAL)

    def exact(self, title: str) -> str | None:
        """Return the field whose synonym this is: marks decide (Năm is not Nam) where they were typed."""
        return self._spelled.get(_spelling(title)) or self._fields.get(squash(title))

    def meaning(self, title: str) -> str | None:
        """Return the field a title names: as it is, without what stands in brackets, or with filling words dropped."""
        found = self.exact(title) or self.exact(_ASIDE.sub(" ", title))
        if found:
            return found
        start = _CUT.split(title, maxsplit=1)[0]
        if len(fold(start).split()) > 1 and (found := self.exact(start)):
            return found
        spoken = fold(_ASIDE.sub(" ", title))
        return self._without_fillers(spoken) or self._without_fillers(_DAY_WORDS.sub("ngay ", spoken))

    def _joined(self, title: str) -> str | None:
        return self.exact(title) or self._fields.get(_DAY_WORDS.sub("ngay ", fold(title)).replace(" ", ""))

    def _without_fillers(self, spoken: str) -> str | None:
        """Return the field of folded words without `được` inside them, 'hiện' before and filling words behind them."""
        words = [word for word in spoken.removeprefix("hien ").split() if word != "duoc"]
        for end in range(len(words), 1, -1):
            if set(words[end:]) <= _FILLERS and (found := self._fields.get("".join(words[:end]))):
                return found
        return None

    def resolve(self, path: Sequence[str]) -> tuple[str | None, str | None, bool]:
        """Return field, qualifier and whether an upper line was needed, for the titles above a column from top down."""
        own = path[-1]
        if len(path) == 1:
            return self.meaning(own), _lone_qualifier(own), False
        joined = next((found for start in range(len(path) - 1) if (found := self._joined(" ".join(path[start:])))), None)
        if joined:
            return joined, None, True
        above, upper, _ = self.resolve(path[:-1])
        if above and squash(own) in _QUALIFIERS:
            return above, squash(own), True
        if found := self.meaning(own):
            return found, _lone_qualifier(own), False
        return above, squash(own) if above else upper, above is not None


def _spelling(title: str) -> str:
    return "".join(c for c in compose(title).lower() if c.isalnum())


def _lone_qualifier(title: str) -> str | None:
    key = squash(title)
    return key if key == "nu" or (key == "nam" and "ă" not in compose(title).lower()) else None


def _is_datum(value: Cell) -> bool:
    return isinstance(value, float | date | bool) or (isinstance(value, str) and value.strip().isdigit())


def _is_header_line(row: Row) -> bool:
    return any(isinstance(value, str) for value in row) and not any(map(_is_datum, row)) and not _is_numbering(row)


def _text(row: Row, column: int) -> str:
    value = row[column] if column < len(row) else None
    return compose(value) if isinstance(value, str) else ""


def _continues(lines: Sequence[Row], words: _Words) -> bool:
    """Tell whether the last line goes on with the header above it: it fills gaps, or completes cut titles."""
    *upper, last = lines
    filled = {index for row in upper for index in range(len(row)) if _text(row, index)}
    good = 0
    for column in range(len(last)):
        text = _text(last, column)
        if not text:
            continue
        over = " ".join(filter(None, (_text(row, column) for row in upper)))
        spans = column + 1 not in filled and column + 1 < len(last) and bool(_text(last, column + 1))
        if not over or spans or _ASIDE.fullmatch(text) or (not words.exact(over) and words.exact(f"{over} {text}")):
            good += bool(words.meaning(text) or squash(text) in _QUALIFIERS or over or _has_left(upper, column))
        else:
            return False
    return (good > 0 and any(not _text(upper[-1], column) for column in range(len(last)) if _text(last, column))) or good > 1


def _has_left(upper: Sequence[Row], column: int) -> bool:
    return any(_text(row, left) for row in upper for left in range(column))


def _interpret(first: int, lines: Sequence[Row], words: _Words, merged: Sequence[Merge]) -> tuple[float, Header]:
    columns: list[Column] = []
    unknown: dict[int, str] = {}
    helped = 0
    for index in range(max(map(len, lines))):
        path = _path(first, lines, index, merged)
        if not path:
            continue
        name, qualifier, needed = words.resolve(path)
        title = " ".join(path)
        if name is None:
            unknown[index] = title
            continue
        helped += needed
        columns.append(Column(index, name, qualifier, title))
    score = len({(column.field, column.qualifier) for column in columns}) + helped / 2 - 0.01 * len(lines)
    return score, Header(first, first + len(lines) - 1, tuple(_qualified(columns)), unknown)


def _path(first: int, lines: Sequence[Row], index: int, merged: Sequence[Merge]) -> list[str]:
    """Return the titles over a column from top to bottom; an upper title reaches right over blanks with titles below."""
    path: list[str] = []
    for level, row in enumerate(lines):
        text = _text(row, index)
        below = any(_text(line, index) for line in lines[level + 1 :])
        if not text and below:
            text = _spanning(first + level, row, index, merged)
        if text and text not in path and not (path and _ASIDE.fullmatch(text)):
            path.append(text)
    return path


def _spanning(number: int, row: Row, index: int, merged: Sequence[Merge]) -> str:
    left = next((column for column in range(index - 1, -1, -1) if _text(row, column)), None)
    if left is None:
        return ""
    over = next((merge for merge in merged if merge.top <= number <= merge.bottom and merge.left <= left <= merge.right), None)
    taken = any(merge.top <= number <= merge.bottom and merge.left <= index <= merge.right for merge in merged)
    reaches = index <= over.right if over and over.right > over.left else not taken
    return _text(row, left) if reaches else ""


def _qualified(columns: Sequence[Column]) -> Iterable[Column]:
    """Name the parts: `nam` is a year beside a month, else a man."""
    with_months = {column.field for column in columns if column.qualifier == "thang"}
    for column in columns:
        part = column.qualifier
        if part == "nam" and column.field in with_months:
            part = "year"
        yield Column(column.index, column.field, _QUALIFIERS.get(part or "", part), column.title)


def _complete(header: Header, rows: Sequence[Row]) -> Header:
    """Add the row of column numbers, and the width of columns that go on under the same title."""
    last = header.last
    if last + 1 < len(rows) and _is_numbering(rows[last + 1]):
        last += 1
    titled = {column.index for column in header.columns} | set(header.unknown)
    sample = rows[last + 1 : last + 1 + _LOOK_BELOW]
    columns = tuple(
        Column(column.index, column.field, column.qualifier, column.title, _width(column.index, titled, sample))
        for column in header.columns
    )
    return Header(header.first, last, columns, header.unknown)


def _is_numbering(row: Row) -> bool:
    values = [value for value in row if value is not None]
    texts = [f"{value:g}" if isinstance(value, float) else compose(str(value)) for value in values]
    numbers = [int(match[0]) for text in texts if (match := re.search(r"\d+", text))]
    return len(numbers) > _LEAST and all(map(_NUMBERING.fullmatch, texts)) and numbers == sorted(numbers)


def _width(index: int, titled: Collection[int], sample: Sequence[Row]) -> int:
    width = 1
    while index + width not in titled and width < _DEPTH:
        both = [row for row in sample if index + width < len(row) and row[index] is not None]
        filled = sum(isinstance(row[index + width], str) for row in both)
        if filled < _LEAST or filled * 2 < len(both):
            break
        width += 1
    return width
