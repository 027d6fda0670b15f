"""Text with separators (.csv, .tsv): which code page, which separator, and is it a table at all."""

import csv
import io
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nennep.spreadsheets.frames import SheetSender, grouped, send
from nennep.spreadsheets.kind import refuse
from nennep.vietnamese.encodings import Encoding, decode
from nennep.vietnamese.syllables import likeness

_SEPARATORS = ";\t,|"
_SAMPLE_LINES = 60
_SAMPLE_SIZE = 100_000
_READINGS: tuple[Encoding, ...] = ("unicode", "tcvn3", "vni")
_SHORTEST = 4
_BROKEN = 10  # one broken letter among so many marked ones leaves a text UTF-8
_SURE = 1.2  # of 2: the share of lines with the commonest width, and of lines with more than one column
_NAMED_TEXT = (".csv", ".tsv", ".txt", ".tab")
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)


def send_delimited(kind: str, request: dict[str, Any]) -> None:
    """Send the one sheet of a delimited text file. Refuses binary files and plain prose."""
    if request["explain"]:
        return
    name, rows = _read(request["path"], request["name"], request["text"])
    send("book", "csv")
    SheetSender(request).send(name, rows)


def _read(path: str, name: str, longest: int) -> tuple[str, Iterator[list[str]]]:
    with Path(path).open("rb") as file:
        text = _decode(file.read()).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    named_text = name.lower().endswith(_NAMED_TEXT)
    if told := _SEPARATOR_LINE.match(text):
        text, separator = text[told.end() :], told[1]
    else:
        separator = _separator(text, lenient=named_text)
    csv.field_size_limit(max(longest * 4, 131_072))
    stem = name.rsplit(".", 1)[0] if named_text else name
    return stem[:60] or "CSV", _rows(csv.reader(io.StringIO(text), delimiter=separator), longest, stem)


def _rows(reader: Iterator[list[str]], longest: int, name: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as problem:
        if "field larger" in str(problem):
            refuse("cell_too_long", cell="?", sheet=name, limit=grouped(longest))
        refuse("damaged")


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for codec in ("utf-16-le", "utf-16-be"):
        odd = content[1 if codec.endswith("le") else 0 : 2_000 : 2]
        if len(odd) >= _SHORTEST and odd.count(0) > len(odd) * 0.6:
            return content.decode(codec, "replace")
    _refuse_binary(content[:8192])
    text = content.decode("utf-8-sig", "replace")
    marked = sum(not character.isascii() for character in text)
    return text if text.count("\ufffd") * _BROKEN <= marked else _decode_single_byte(content)


def _decode_single_byte(content: bytes) -> str:
    """Decode by the reading that looks most Vietnamese: Windows-1258, or Windows-1252 which old fonts lie over."""
    latin = content.decode("cp1252", "replace")
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    sample = latin[:_SAMPLE_SIZE].splitlines()
    as_latin = max(sum(likeness(decode(line, name)) for line in sample) for name in _READINGS)
    return vietnamese if likeness(vietnamese[:_SAMPLE_SIZE]) > as_latin else latin


def _refuse_binary(head: bytes) -> None:
    controls = sum(head.count(code) for code in range(32) if code not in (9, 10, 12, 13, 26))
    if controls > max(4, len(head) // 50):
        refuse("not_a_sheet", what="tệp không rõ loại")


def _separator(text: str, *, lenient: bool) -> str:
    """Return the separator that cuts most lines into the same number of columns."""
    best, best_score = "", 0.0
    lines = [line for line in itertools.islice(text.splitlines(), 400) if line.strip()][:_SAMPLE_LINES]
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        except csv.Error:
            continue
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            continue
        share = max(several.values()) / max(1, widths.total())
        score = share + sum(several.values()) / max(1, widths.total())
        if score > best_score:
            best, best_score = separator, score
    if not lenient and (best_score < _SURE or text.lstrip()[:1] in "{["):
        refuse("not_a_sheet", what="tệp chữ không có dạng bảng")
    return best or ","
