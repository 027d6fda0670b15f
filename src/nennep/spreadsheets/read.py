"""Reading a spreadsheet file of unknown origin: in a process of its own, within limits of memory and time."""

import io
import json
import os
import pickle  # nosec B403 - what our own child sends, and only dates may be built from it
import stat
import struct
import subprocess  # nosec B404 - runs this interpreter only
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

import nennep
from nennep.spreadsheets.book import Book, Cell, Limits, Merge, Note, Row, Sheet, Unreadable

_PACKAGE_ROOT = str(Path(nennep.__file__).resolve().parents[1])
_DATES = {"date": date, "datetime": datetime, "time": time, "timedelta": timedelta}
_EPOCH, _EPOCH_YEARS = date(1899, 12, 30), 1905
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")


def read_book(path: str | os.PathLike[str], *, limits: Limits = Limits(), name: str | None = None) -> Book:  # noqa: B008 - frozen
    """Read an .xlsx, .xlsm, .xlsb, .xls, .ods or delimited text file; its content decides which it is.

    `name` is the file's name as its sender called it (default: that of `path`); a text file's sheet is called by it.
    Raises Unreadable with a code and one Vietnamese sentence. Hostile files cost at most `limits`.
    """
    _check_file(path, limits)
    request = {**asdict(limits), "path": os.path.abspath(path), "explain": False, "name": name or Path(path).name}
    try:
        book = _assemble(_frames(request, limits))
    except Unreadable as answer:
        if answer.code == "too_large":
            for _ in _frames(request | {"explain": True}, limits):
                pass
        raise
    for sheet in book.sheets:
        while sheet.rows and not sheet.rows[-1]:
            sheet.rows.pop()
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable("no_data")
    return book


def _check_file(path: str | os.PathLike[str], limits: Limits) -> None:
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("not_a_file")
        with open(path, "rb"):
            pass
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Unreadable("missing_file") from None
    except PermissionError:
        raise Unreadable("no_permission") from None
    except OSError:
        raise Unreadable("damaged") from None
    if about.st_size == 0:
        raise Unreadable("empty_file")
    if about.st_size > limits.file_size:
        raise Unreadable("file_too_big", limit=limits.file_size // 2**20)


class _Frames(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DATES:
            return _DATES[name]
        raise pickle.UnpicklingError(name)


def _frames(request: dict[str, Any], limits: Limits) -> Iterator[tuple[Any, ...]]:
    """Run the child and yield its frames; say in words how it ended when it did not end well."""
    environment = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    command = [sys.executable, "-P", "-X", "utf8", "-m", "nennep.spreadsheets.child", json.dumps(request)]
    child = subprocess.Popen(  # noqa: S603  # nosec B603 - fixed command, the request is one argument
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONPATH": _PACKAGE_ROOT},
        cwd="/",
    )
    late = threading.Event()
    watch = threading.Timer(limits.seconds, lambda: (late.set(), child.kill()))
    watch.daemon = True
    watch.start()
    ended = False
    try:
        assert child.stdout is not None
        for frame in _unpack(child.stdout):
            ended = frame[0] == "done"
            if frame[0] == "refused":
                raise Unreadable(frame[1], frame[2] or "")
            yield frame
    finally:
        watch.cancel()
        child.kill()
        child.stdout.close()
        child.wait()
    if late.is_set():
        raise Unreadable("too_slow", limit=f"{limits.seconds:g}")
    if not ended:
        raise Unreadable("too_large" if child.returncode in _OUT_OF_MEMORY else "reader_stopped")


_OUT_OF_MEMORY = (-6, -11, 134, 139)  # what Rust and C do when memory is refused: abort, or fault


def _unpack(pipe: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    while len(header := pipe.read(8)) == 8:
        (length,) = struct.unpack("<Q", header)
        body = pipe.read(length)
        if len(body) < length:
            return
        yield _Frames(io.BytesIO(body)).load()


def _assemble(frames: Iterator[tuple[Any, ...]]) -> Book:
    book = Book("", [])
    rows: list[Row] = []
    for frame in frames:
        match frame:
            case ("rows", block):
                rows.extend(block)
            case ("sheet", name, first_row, hidden, merged):
                rows = []
                book.sheets.append(Sheet(name, rows, first_row, hidden, merged=[Merge(*range_) for range_ in merged]))
            case ("book", kind):
                book.kind = kind
            case ("finding", index, *facts):
                for sheet in book.sheets if index < 0 else [book.sheets[index]]:
                    _annotate(sheet, *facts)
    return book


def _annotate(
    sheet: Sheet,
    fonts: list[str],
    main_font: str | None,
    cell_fonts: dict[tuple[int, int], str],
    partial: dict[tuple[int, int], str],
    notes: list[tuple[int, int, str]],
) -> None:
    sheet.fonts.update(filter(None, fonts))
    sheet.main_font, sheet.cell_fonts = main_font, cell_fonts
    sheet.notes = [Note(*note) for note in notes]
    for (index, column), precision in partial.items():
        value = sheet.cell(index, column)
        if isinstance(value, date):
            sheet.rows[index][column] = _as_shown(value, precision)


def _as_shown(value: date, precision: str) -> Cell:
    """Return what a date cell shows; a bare year typed into a cell of dates is stored as a day of 1905."""
    if value.year == _EPOCH_YEARS:
        return float((date(value.year, value.month, value.day) - _EPOCH).days)
    return f"{value:%m}/{value.year:04d}" if precision == "m" else float(value.year)
