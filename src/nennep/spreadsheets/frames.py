"""What the reading process sends: frames of a length and a pickle, sheets cut into blocks of rows."""

import pickle  # nosec B403 - only written here
import re
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nennep.spreadsheets.address import column_letters
from nennep.spreadsheets.kind import refuse

HEAD = struct.Struct("<Q")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_ESCAPED = re.compile("_x00[01][0-9A-Fa-f]_")
_BLOCK = 2_000
_SHORT_TEXT, _MOST_SHARED = 64, 100_000


def send(*frame: Any) -> int:
    """Write one frame to standard output and return its size."""
    body = pickle.dumps(frame, 5)
    sys.stdout.buffer.write(HEAD.pack(len(body)))
    return sys.stdout.buffer.write(body)


def grouped(number: int) -> str:
    """Return a number as Vietnamese write it: 100.000."""
    return f"{number:,}".replace(",", ".")


class TooLong(Exception):  # noqa: N818 - caught where the cell's place is known
    """A cell holds more text than is taken."""


class SheetSender:
    """Sends sheets block by block, tidied, and counts what the whole file holds.

    `plain` may be set when no text of the file needs cleaning or is too long: rows then go through faster.
    """

    def __init__(self, request: dict[str, Any]) -> None:
        self.plain = False
        self._longest: int = request["text"]
        self._most: int = request["cells"]
        self._cells = 0
        self._room: int = request["content"]
        self._known: dict[str, str | None] = {"": None}

    def send(
        self, name: str, rows: Iterable[list[Any]], *, left: int = 0, hidden: bool = False, merged: Iterable[Any] = ()
    ) -> None:
        """Send one sheet from its first row on; `left` columns before the first given one are blank."""
        send("sheet", name, 1, hidden, [(*top, *bottom) for top, bottom in merged])
        for number, block in enumerate(_blocks(rows)):
            # The first block is always cleaned: its texts fill the table of those that come again.
            tidied = self._share(block) if self.plain and number else self._clean_block(name, block, number * _BLOCK, left)
            for row in tidied:
                while row and row[-1] is None:
                    row.pop()
            if left:
                tidied = [[None] * left + row if row else row for row in tidied]
            self._cells += sum(map(len, tidied))
            if self._cells > self._most:
                refuse("too_many_cells", limit=grouped(self._most))
            self._room -= send("rows", tidied)
            if self._room < 0:
                refuse("too_large")

    def _share(self, block: list[list[Any]]) -> list[list[Any]]:
        """Put one object in place of equal texts, which shortens the pickle, and None for blank ones."""
        known: Callable[[Any, Any], Any] = self._known.get
        return [[*map(known, row, row)] for row in block]

    def _clean_block(self, name: str, block: list[list[Any]], top: int, left: int) -> list[list[Any]]:
        try:
            return [[self._tidy(value) for value in row] for row in block]
        except TooLong:
            row, column = next(
                (row, column)
                for row, values in enumerate(block)
                for column, value in enumerate(values)
                if isinstance(value, str) and len(value) > self._longest
            )
            place = f"{column_letters(left + column)}{top + row + 1}"
            refuse("cell_too_long", cell=place, sheet=name, limit=grouped(self._longest))

    def _tidy(self, value: Any) -> Any:
        if type(value) is str:
            return self._clean(value)
        return float(value) if type(value) is int else value

    def _clean(self, text: str) -> str | None:
        if text in self._known:
            return self._known[text]
        if len(text) > self._longest:
            raise TooLong
        clean: str | None = text if text.isalnum() else _CONTROLS.sub("", _ESCAPED.sub("", text) if "_x00" in text else text)
        if not clean or clean.isspace():
            clean = None
        if len(text) < _SHORT_TEXT and len(self._known) < _MOST_SHARED:
            self._known[text] = clean
        return clean


def _blocks(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    block: list[list[Any]] = []
    for row in rows:
        block.append(row)
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block
