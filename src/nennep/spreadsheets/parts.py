"""What the parser of values does not tell about a workbook: how far it reaches, its fonts, and what its dates show."""

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from nennep.spreadsheets.kind import refuse

_SMALL = 4 * 2**20
_CHUNK = 2**20
_CELL_AT = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,7})(\d{1,9})"[^>]*?(/?)>')
_FAR = re.compile(rb'\br="(?:[A-Z]{3,7}\d+|[A-Z]+\d{5,9})"')
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?\bref="[^":]*:?([A-Z]{1,7})(\d{1,9})"')


class Finding(NamedTuple):
    """Facts about the sheet at `index` among all parts: fonts, main font, other fonts by cell, cells of partial dates, notes."""

    sheet: str
    fonts: list[str]
    main_font: str | None
    cell_fonts: dict[tuple[int, int], str]
    shown: dict[tuple[int, int], str]
    notes: list[tuple[int, int, str]]


def letters(column: int) -> str:
    """Return the letters of a 0-based column."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: bytes) -> int:
    """Return the 0-based column of letters such as b'AA'."""
    column = 0
    for letter in name:
        column = column * 26 + letter - 64
    return column - 1


def scan(kind: str, path: str) -> Iterator[Finding]:
    """Yield what was found for each sheet."""
    return iter(())


def check_extents(path: str, most: int) -> None:
    pass
