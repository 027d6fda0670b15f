"""Reading a spreadsheet file of unknown origin: in a process of its own, within limits of memory and time."""

import io
import json
import os
import pickle  # nosec B403 - what our own child sends, and only dates may be built from it
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

import nennep
from nennep.spreadsheets.book import Book, Cell, Limits, Merge, Note, Row, Sheet, Unreadable
from nennep.spreadsheets.frames import HEAD
from nennep.spreadsheets.parts import Finding

_PACKAGE_ROOT = str(Path(nennep.__file__).resolve().parents[1])
_DATES = {"date": date, "datetime": datetime, "time": time, "timedelta": timedelta}
_EXCEL_EPOCH, _YEAR_OF_TYPED_YEARS = date(1899, 12, 30), 1905
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
_OUT_OF_MEMORY = (-6, -11)  # how a process ends that is refused memory: abort, or a fault
_USUAL = Limits()


def read_book(path: str | os.PathLike[str], *, limits: Limits = _USUAL, name: str | None = None) -> Book:
    """Read an .xlsx, .xlsm, .xlsb, .xls, .ods or delimited text file; its content decides which it is.

    `name` is the file's name as its sender called it (default: that of `path`); a text file's sheet is called by it.
    Raises Unreadable with a code and one Vietnamese sentence. Hostile files cost at most `limits`.
    """
    file = Path(path).absolute()
    _check_file(file, limits)
    request = {**asdict(limits), "path": str(file), "explain": False, "name": name or file.name}
    try:
        book = _assemble(_frames(request, limits))
    except Unreadable as answer:
        if answer.code == "too_large":  # the second look names the cell that lies too far, if it is that
            for _ in _frames(request | {"explain": True}, limits):
                pass
        raise
    for sheet in book.sheets:
        while sheet.rows and not sheet.rows[-1]:
            sheet.rows.pop()
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable("no_data")
    return book


def _check_file(file: Path, limits: Limits) -> None:
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("not_a_file")
        with file.open("rb"):
            pass
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Unreadable("missing_file") from None
    except PermissionError:
        raise Unreadable("no_permission") from None
    except OSError:
        raise Unreadable("missing_file") from None
    if about.st_size == 0:
        raise Unreadable("empty_file")
    if about.st_size > limits.file_size:
        raise Unreadable("file_too_big", limit=limits.file_size // 2**20)


def _frames(request: dict[str, Any], limits: Limits) -> Iterator[tuple[Any, ...]]:
    """Run the child and yield its frames; say in words how it ended when it did not end well."""
    environment = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    child = subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", "nennep.spreadsheets.child", json.dumps(request)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONPATH": _PACKAGE_ROOT},
        cwd="/",
    )
    late = threading.Event()
    watch = threading.Timer(limits.seconds, _stop, (child, late))
    watch.daemon = True
    watch.start()
    ended = False
    try:
        for frame in _unpack(child.stdout):
            ended = frame[0] == "done"
            if frame[0] == "refused":
                raise Unreadable(frame[1], frame[2] or "")
            yield frame
    finally:
        watch.cancel()
        if not ended:
            child.kill()
        child.communicate()
    if late.is_set() and not ended:
        raise Unreadable("too_slow", limit=f"{limits.seconds:g}")
    if not ended:
        raise Unreadable("too_large" if child.returncode in _OUT_OF_MEMORY else "reader_stopped")


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


class _DatesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DATES:
            return _DATES[name]
        raise pickle.UnpicklingError(name)


def _unpack(pipe: IO[bytes] | None) -> Iterator[tuple[Any, ...]]:
    while pipe and len(head := pipe.read(HEAD.size)) == HEAD.size:
        (length,) = HEAD.unpack(head)
        body = pipe.read(length)
        if len(body) < length:
            return
        yield _DatesOnly(io.BytesIO(body)).load()


def _assemble(frames: Iterator[tuple[Any, ...]]) -> Book:
    book = Book("", [])
    rows: list[Row] = []
    for frame in frames:
        match frame:
            case ("rows", block):
                rows.extend(block)
            case ("sheet", name, first_row, hidden, merged):
                rows = []
                book.sheets.append(Sheet(name, rows, first_row, hidden, merged=[Merge(*place) for place in merged]))
            case ("book", kind):
                book.kind = kind
            case ("finding", *facts):
                finding = Finding(*facts)
                for sheet in book.sheets if finding.sheet < 0 else [book.sheets[finding.sheet]]:
                    _annotate(sheet, finding)
    return book


def _annotate(sheet: Sheet, finding: Finding) -> None:
    sheet.fonts.update(filter(None, finding.fonts))
    sheet.main_font, sheet.cell_fonts = finding.main_font, finding.cell_fonts
    sheet.notes = [Note(*note) for note in finding.notes]
    for (index, column), precision in finding.partial.items():
        value = sheet.cell(index, column)
        if isinstance(value, date):
            sheet.rows[index][column] = _as_shown(value, precision)


def _as_shown(value: date, precision: str) -> Cell:
    """Return what a date cell shows; a bare year typed into a cell of dates is stored as a day of 1905."""
    if value.year == _YEAR_OF_TYPED_YEARS:
        return float((date(value.year, value.month, value.day) - _EXCEL_EPOCH).days)
    return f"{value:%m}/{value.year:04d}" if precision == "m" else float(value.year)
