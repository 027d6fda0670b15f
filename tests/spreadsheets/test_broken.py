"""Every kind of broken file: one code, one sentence, no traceback."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from nennep.spreadsheets.book import Limits, Unreadable
from nennep.spreadsheets.read import read_book
from nennep.spreadsheets.sentences import SENTENCES
from tests.spreadsheets.broken import BROKEN, EXPECTED, ODD, SHEET, cell, far_apart_unsaid, numbers_only, rewrite, roster, sheet_xml


def test_there_are_enough_kinds() -> None:
    assert len(BROKEN) >= 30
    assert set(EXPECTED.values()) <= set(SENTENCES)


@pytest.mark.parametrize("kind", BROKEN)
def test_refused_in_one_sentence(kind: str, tmp_path: Path) -> None:
    path = BROKEN[kind](tmp_path)
    with pytest.raises(Unreadable) as caught:
        read_book(path)
    assert caught.value.code == EXPECTED[kind]
    sentence = str(caught.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("kind", ODD)
def test_odd_files_are_read(kind: str, tmp_path: Path) -> None:
    assert read_book(ODD[kind](tmp_path)).sheets


def test_the_far_cell_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="XFD1048576"):
        read_book(far_apart_unsaid(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = roster(tmp_path / "kin.xlsx")
    path.chmod(0)
    with pytest.raises(Unreadable) as caught:
        read_book(path)
    assert caught.value.code == "no_permission"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_size=1000), "file_too_big"),
        (Limits(cells=100), "too_many_cells"),
        (Limits(content=500), "too_large"),
        (Limits(sheets=0), "too_many_sheets"),
        (Limits(unpacked=1000), "zip_bomb"),
        (Limits(seconds=0.001), "too_slow"),
    ],
)
def test_limits(limits: Limits, code: str, tmp_path: Path) -> None:
    path = numbers_only(tmp_path)
    with pytest.raises(Unreadable) as caught:
        read_book(path, limits=limits)
    assert caught.value.code == code


def test_memory_has_a_limit(tmp_path: Path) -> None:
    path = rewrite(roster(tmp_path / "rong.xlsx"), {SHEET: sheet_xml([cell(b"A1"), cell(b"XFD900")])})
    with pytest.raises(Unreadable) as caught:
        read_book(path, limits=Limits(memory=200 * 2**20))
    assert caught.value.code == "too_large"


def _children() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread of an earlier test that ends just now
            yield from map(int, (task / "children").read_text().split())


def test_the_reader_may_be_killed(tmp_path: Path) -> None:
    path = roster(tmp_path / "lon.xlsx", 50_000)
    before = set(_children())
    caught: list[Unreadable] = []

    def read() -> None:
        try:
            read_book(path)
        except Unreadable as answer:
            caught.append(answer)

    reading = threading.Thread(target=read)
    reading.start()
    until = time.monotonic() + 10
    while not (children := set(_children()) - before) and time.monotonic() < until:
        time.sleep(0.001)
    for child in children:
        subprocess.run(["kill", "-9", str(child)], check=False)
    reading.join(20)
    assert [answer.code for answer in caught] == ["reader_stopped"]
    assert read_book(path).sheets


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    read_book(roster(tmp_path / "tot.xlsx"))
    before, files = set(_children()), len(list(Path("/proc/self/fd").iterdir()))
    for kind in ("picture_png", "cut_short", "five_megabytes_in_a_cell"):
        with pytest.raises(Unreadable):
            read_book(BROKEN[kind](tmp_path))
    read_book(roster(tmp_path / "tot.xlsx"))
    assert set(_children()) == before
    assert len(list(Path("/proc/self/fd").iterdir())) == files
