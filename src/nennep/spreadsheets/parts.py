"""What the parser of values does not tell about a workbook: how far it reaches, its fonts, and what its dates show.

Runs in the reading process. Everything here is advice: a file that cannot be understood yields nothing.
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nennep.spreadsheets.address import column_letters, column_number
from nennep.spreadsheets.kind import refuse
from nennep.spreadsheets.styles import Styles, is_legacy, read_styles
from nennep.spreadsheets.xls import looks

_SMALL = 4 * 2**20
_CHUNK = 2**20
_WINDOW = 50_000
_MOST_NOTES = 1_000
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,7})(\d{1,9})"(?:[^>]*[^/>])?>')
_FAR = re.compile(rb'\br="(?:[A-Z]{3,7}\d+|[A-Z]+\d{5,9})"')
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*?)/?>")
_STYLED = re.compile(rb'\bs="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,7})(\d{1,9})"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_FORMULA = re.compile(
    rb"<(?:\w+:)?c ([^>]*)><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v>([^<]+)</(?:\w+:)?v>)?"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_RICH_FONT = re.compile(rb'<(?:\w+:)?rFont val="([^"]+)"')
_ODS_FONT = re.compile(rb'(?:style:font-name|fo:font-family|svg:font-family)="([^"]+)"')
_XLS_FONT = re.compile(rb"(?:\.Vn|VNI-)[A-Za-z][A-Za-z .]{1,24}|(?:\.\0V\0n\0|V\0N\0I\0-\0)(?:[A-Za-z]\0){2,25}")


class Finding(NamedTuple):
    """Facts about the sheet at position `sheet` of the workbook (-1: about all). Cells are 0-based (row, column)."""

    sheet: int
    fonts: list[str]
    main_font: str | None = None
    cell_fonts: dict[tuple[int, int], str] = {}
    partial: dict[tuple[int, int], str] = {}
    notes: list[tuple[int, int, str]] = []


class Scan(NamedTuple):
    """`plain`: no text of the file holds control characters or is longer than 100,000 bytes."""

    plain: bool
    findings: list[Finding]


def check_extents(path: str, most: int, *, thorough: bool = False) -> None:
    """Refuse an .xlsx with a sheet whose filled cells span more than `most` cells.

    Looks into small sheets only: a far cell in a large one costs the reading process its memory, and then the file
    is looked through again, `thorough`, to say which cell it was.
    """
    with suppress(KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error), zipfile.ZipFile(path) as archive:
        for position, name in enumerate(_sheet_parts(archive)):
            if not name or (archive.getinfo(name).file_size > _SMALL and not thorough):
                continue
            far = _farthest(archive, name, most, thorough=thorough)
            if far:
                refuse("too_far", sheet=_sheet_name(archive, position), cell=far)


def _farthest(archive: zipfile.ZipFile, name: str, most: int, *, thorough: bool) -> str | None:
    top, left, bottom, right = 1 << 40, 1 << 40, 0, 0
    for block in _blocks(archive, name):
        if not thorough and not _FAR.search(block):
            continue
        for cell in _FILLED_CELL.finditer(block):
            column, row = column_number(cell[1].decode()), int(cell[2])
            top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
    too_far = bottom and (bottom - min(top, bottom) + 1) * (right - min(left, right) + 1) > most
    return f"{column_letters(right)}{bottom}" if too_far else None


def _blocks(archive: zipfile.ZipFile, name: str, element: bytes = b"<c ") -> Iterator[bytes]:
    """Yield a part's XML in pieces that do not cut an element, unless it is very long."""
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            block = rest + chunk
            cut = block.rfind(element)
            if cut <= 0 and len(block) < 8 * _CHUNK:
                rest = block
                continue
            cut = cut if cut > 0 else len(block)
            rest = block[cut:]
            yield block[:cut]
    yield rest


def _is_plain(block: bytes) -> bool:
    """Tell whether no text of a piece of XML can hold control characters or be longer than two windows."""
    if b"_x0" in block or b"&#" in block:
        return False
    return all(block.find(b"<", start, start + _WINDOW) >= 0 for start in range(0, len(block) - _WINDOW, _WINDOW))


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name.rsplit(b":", 1)[-1]: value for name, value in _ATTRIBUTE.findall(text)}


def _sheet_name(archive: zipfile.ZipFile, position: int) -> str:
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    return _attributes(sheets[position])[b"name"].decode("utf-8", "replace") if position < len(sheets) else "?"


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the sheets' parts in the order of the workbook."""
    relations = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        about = _attributes(relation)
        target = about.get(b"Target", b"").decode("utf-8", "replace")
        relations[about.get(b"Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    parts = []
    known = set(archive.namelist())
    for sheet in _SHEET.findall(archive.read("xl/workbook.xml")):
        part = relations.get(_attributes(sheet).get(b"id"), "")
        parts.append(part if part in known else "")
    return parts


def scan(kind: str, path: str, names: Sequence[str]) -> Scan:
    """Return what was found; nothing, and not plain, for a file that is not understood. `names` are those of all its sheets."""
    try:
        if kind == "xlsx":
            return _scan_xlsx(path)
        found = [Finding(-1, sorted(_other_fonts(kind, path)))]
    except Exception:  # noqa: BLE001 - advice only: the values are read without it
        return Scan(False, [])
    if kind == "xls":
        for one in looks(path):
            if one.sheet in names:
                main, others = _main_and_others(one.fonts)
                found.append(Finding(names.index(one.sheet), sorted(set(one.fonts.values())), main, others, one.partial))
    return Scan(False, found)


def _main_and_others(fonts: Mapping[tuple[int, int], str]) -> tuple[str | None, dict[tuple[int, int], str]]:
    """Return the font of most texts, and those of the other cells."""
    main = Counter(fonts.values()).most_common(1)[0][0] if fonts else None
    return main, {where: font for where, font in fonts.items() if font != main}


def _scan_xlsx(path: str) -> Scan:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        styles = read_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else Styles([], {})
        rich: set[str] = set()
        plain = True
        if "xl/sharedStrings.xml" in names:
            for block in _blocks(archive, "xl/sharedStrings.xml", b"<si"):
                plain = plain and _is_plain(block)
                if b"rFont" in block:
                    rich |= {font.decode("utf-8", "replace") for font in _RICH_FONT.findall(block)}
        everywhere = sorted(filter(is_legacy, rich))
        findings = []
        for position, name in enumerate(_sheet_parts(archive)):
            if name:
                plain_sheet, finding = _scan_sheet(position, _blocks(archive, name), styles, everywhere)
                plain = plain and plain_sheet
                findings.append(finding)
    return Scan(plain, findings)


def _scan_sheet(position: int, blocks: Iterator[bytes], styles: Styles, everywhere: list[str]) -> tuple[bool, Finding]:
    plain = True
    legacy = any(map(is_legacy, styles.fonts))
    cell_fonts: dict[tuple[int, int], str] = {}
    partial: dict[tuple[int, int], str] = {}
    notes: list[tuple[int, int, str]] = []
    for block in blocks:
        plain = plain and _is_plain(block)
        if b"<f" in block or b":f" in block:
            notes += _formulas_without_value(block)[: _MOST_NOTES - len(notes)]
        if not legacy and not styles.partial:
            continue
        for cell in _CELL.finditer(block):
            style, place = _STYLED.search(cell[1]), _PLACE.search(cell[1])
            number = int(style[1]) if style else 0
            if not place or cell[0].endswith(b"/>"):
                continue
            where = int(place[2]) - 1, column_number(place[1].decode())
            if number in styles.partial:
                partial[where] = styles.partial[number]
            if legacy and _TYPE.search(cell[1]) and number < len(styles.fonts):
                cell_fonts[where] = styles.fonts[number]
    main, others = _main_and_others(cell_fonts)
    fonts = sorted(set(cell_fonts.values())) if legacy else sorted(set(styles.fonts))
    return plain, Finding(position, fonts + everywhere, main, others, partial, notes)


def _formulas_without_value(block: bytes) -> list[tuple[int, int, str]]:
    found = []
    for cell, value in _FORMULA.findall(block):
        place, kind = _PLACE.search(cell), _TYPE.search(cell)
        if not value and place and not (kind and kind[1] == b"str"):
            found.append((int(place[2]) - 1, column_number(place[1].decode()), "formula_without_value"))
    return found


def _other_fonts(kind: str, path: str) -> set[str]:
    if kind == "ods":
        with zipfile.ZipFile(path) as archive:
            heads = []
            for name in ("content.xml", "styles.xml"):
                if name in archive.namelist():
                    with archive.open(name) as part:
                        heads.append(part.read(_SMALL))
        return {
            font.decode("utf-8", "replace").replace("&apos;", "").strip("'") for head in heads for font in _ODS_FONT.findall(head)
        }
    with Path(path).open("rb") as file:
        found = set(_XLS_FONT.findall(file.read(64 * 2**20)))
    return {font.replace(b"\x00", b"").decode("ascii", "replace").strip() for font in found}
