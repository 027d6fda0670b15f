"""The process that reads one file and can be lost without harm: `python -m nennep.spreadsheets.child REQUEST`.

REQUEST is JSON: path, name and limits. Frames go to standard output, each a length and a pickle.
"""

import gc
import json
import pickle  # nosec B403 - only written here
import re
import resource
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nennep.spreadsheets.kind import Refusal, refuse, sniff

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_ESCAPED = re.compile("_x00[01][0-9A-Fa-f]_")
_BLOCK = 2_000


def main() -> None:
    """Read what the request names and write its frames; every failure that can be put in words is a frame too."""
    request = json.loads(sys.argv[1])
    _confine(request["memory"], request["seconds"])
    gc.disable()  # one pass over one file: nothing here is worth a search for cycles
    try:
        _read(request)
    except Refusal as refusal:
        _send("refused", *refusal.args)
    except MemoryError:
        _send("refused", "too_large", None)
    except BrokenPipeError:
        return
    except BaseException as problem:  # noqa: BLE001 - calamine's panics derive from BaseException; any means: not readable
        _send("refused", *_verdict(problem))
    sys.stdout.flush()


def _confine(memory: int, seconds: float) -> None:
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(seconds) + 2), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


def _verdict(problem: BaseException) -> tuple[str, None]:
    told = f"{type(problem).__name__} {problem}".lower()
    if "password" in told or "encrypt" in told:
        return "encrypted", None
    return ("too_large" if "capacity overflow" in told or "alloc" in told else "damaged"), None


def _send(*frame: Any) -> None:
    body = pickle.dumps(frame, 5)
    out = sys.stdout.buffer
    out.write(struct.pack("<Q", len(body)))
    out.write(body)


def _read(request: dict[str, Any]) -> None:
    kind = sniff(request["path"], request["unpacked"])
    if kind == "text":
        from nennep.spreadsheets.delimited import read_delimited  # needed for text files only

        name, rows = read_delimited(request["path"], request["name"], request["text"])
        _send("book", "csv")
        _Writer(request).sheet(name, rows, start=(0, 0))
    else:
        _read_workbook(kind, request)
    _send("done")


def _read_workbook(kind: str, request: dict[str, Any]) -> None:
    import python_calamine  # after the limits are set

    from nennep.spreadsheets import parts

    if kind == "xlsx":
        parts.check_extents(request["path"], request["extent"], thorough=request["explain"])
    if request["explain"]:
        return
    book = python_calamine.CalamineWorkbook.from_path(request["path"])
    sheets = [
        (index, meta)
        for index, meta in enumerate(book.sheets_metadata)
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not sheets:
        refuse("no_sheet")
    if len(sheets) > request["sheets"]:
        refuse("too_many_sheets", limit=request["sheets"])
    findings: list[parts.Finding] = []
    scan = threading.Thread(target=lambda: findings.extend(parts.scan(kind, request["path"])), daemon=True)
    scan.start()
    _send("book", kind)
    writer = _Writer(request)
    order = {-1: -1}
    for number, (index, meta) in enumerate(sheets):
        order[index] = number
        sheet = book.get_sheet_by_index(index)
        start = sheet.start
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        rows = sheet.iter_rows() if start else iter(())
        writer.sheet(meta.name, rows, start=(0, start[1]) if start else (0, 0), hidden=hidden, merged=sheet.merged_cell_ranges or [])
    scan.join()
    for finding in findings:
        if finding.sheet in order:
            _send("finding", order[finding.sheet], *finding[1:])


class _Writer:
    """Sends sheets block by block, keeping count of what the whole file may hold."""

    def __init__(self, request: dict[str, Any]) -> None:
        self._longest: int = request["text"]
        self._most: int = request["cells"]
        self._left = self._most
        self._seen: dict[str, str] = {}

    def sheet(
        self,
        name: str,
        rows: Iterable[list[Any]],
        *,
        start: tuple[int, int],
        hidden: bool = False,
        merged: Iterable[tuple[tuple[int, int], tuple[int, int]]] = (),
    ) -> None:
        """Send one sheet; `start` is the 0-based position of its first cell."""
        _send("sheet", name, start[0] + 1, hidden, [(*top, *bottom) for top, bottom in merged])
        for number, block in enumerate(_blocks(rows)):
            try:
                tidied = [self._tidy(row, start[1]) for row in block]
            except _TooLong:
                self._refuse_long(name, block, start[0] + number * _BLOCK, start[1])
            self._left -= sum(map(len, tidied))
            if self._left < 0:
                refuse("too_many_cells", limit=f"{self._most:,}".replace(",", "."))
            _send("rows", tidied)

    def _tidy(self, row: list[Any], left: int) -> list[Any]:
        known, clean = self._seen.get, self._clean
        tidied = [
            None if value == "" else ((known(value) or clean(value)) or None) if type(value) is str else value
            for value in row
        ]
        while tidied and tidied[-1] is None:
            tidied.pop()
        return [None] * left + tidied if left and tidied else tidied

    def _clean(self, text: str) -> str:
        if len(text) > self._longest:
            raise _TooLong
        clean = text if text.isalnum() else _CONTROLS.sub("", _ESCAPED.sub("", text) if "_x00" in text else text)
        if clean.isspace():
            clean = ""
        if len(text) < 64 and len(self._seen) < 100_000:
            self._seen[text] = clean
        return clean

    def _refuse_long(self, name: str, block: list[list[Any]], top: int, left: int) -> None:
        from nennep.spreadsheets.parts import letters

        for index, row in enumerate(block):
            for column, value in enumerate(row):
                if isinstance(value, str) and len(value) > self._longest:
                    limit = f"{self._longest:,}".replace(",", ".")
                    refuse("cell_too_long", cell=f"{letters(left + column)}{top + index + 1}", sheet=name, limit=limit)


class _TooLong(Exception):  # noqa: N818
    """A cell holds more text than is taken."""


def _blocks(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    block: list[list[Any]] = []
    append: Callable[[list[Any]], None] = block.append
    for row in rows:
        append(row)
        if len(block) == _BLOCK:
            yield block
            block = []
            append = block.append
    if block:
        yield block


if __name__ == "__main__":
    main()
