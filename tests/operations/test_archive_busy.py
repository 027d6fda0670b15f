"""A backup while people write: one moment of the whole, and memory that does not grow with the tables."""

import hashlib
import json
import threading
import tracemalloc
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Self
from zipfile import ZipFile

import pytest
from django.db import connection, transaction

from nennep.attendance.models import Attendee
from nennep.attendance.rules.mark import MarkInput
from nennep.audit.models import Entry
from nennep.classes.actions.roll_call import mark_attendance
from nennep.core import clock
from nennep.core.actors import console
from nennep.documents.actions.steps import store_file
from nennep.operations import tables
from nennep.operations.archive import back_up
from nennep.operations.restoring import restore
from tests.factories import classes, organizations, people

pytestmark = pytest.mark.django_db(transaction=True)
STATES = ["present", "unexcused", "excused"]


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    (tmp_path / "secrets.json").write_text(json.dumps({"secret_key": settings.SECRET_KEY, "field_keys": settings.FIELD_KEYS}))
    return tmp_path


class Writers:
    """Threads that write until the block ends; each waits for its turn like any other client."""

    def __init__(self, *writes: Callable[[], object]) -> None:
        self.ended = threading.Event()
        self.done: Counter[int] = Counter()
        self.faults: list[Exception] = []
        self._threads = [threading.Thread(target=self._run, args=pair) for pair in enumerate(writes)]

    def _run(self, number: int, write: Callable[[], object]) -> None:
        try:
            while not self.ended.wait(0.005):
                write()
                self.done[number] += 1
        except Exception as fault:  # noqa: BLE001 - raised again in the test's own thread
            self.faults.append(fault)
        finally:
            connection.close()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        while not self.faults and len(self.done) < len(self._threads):
            self.ended.wait(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self._threads:
            thread.join()
        assert self.faults == []


def rows(archive: ZipFile, model: str) -> list[dict[str, Any]]:
    names, *lines = (json.loads(line) for line in archive.read(f"tables/{model}.jsonl").splitlines())
    return [dict(zip(names, line, strict=True)) for line in lines]


def marking(seed: int) -> Callable[[], object]:
    """Give a class of 12 whose roll is called again and again, some at a time."""
    ward = organizations.unit(kind="ward")
    center = organizations.unit(kind="political_center")
    made = classes.training_class(center)
    classes.enroll(made, *[people.person(ward) for _ in range(12)], sender=ward)
    session = made.sessions.get(ordinal=1)
    expected = list(Attendee.objects.filter(gathering=session.gathering_id).values_list("pk", flat=True))
    chance, number, start = Random(seed), count(1), clock.now()

    def mark() -> None:
        at = next(number)
        marks = [
            MarkInput(one, chance.choice(STATES), f"{seed}-{at}-{one}", start + timedelta(milliseconds=at))
            for one in chance.sample(expected, 4)
        ]
        mark_attendance(actor=console(), session_id=session.pk, marks=marks, now=clock.now())

    return mark


def keeping() -> Callable[[], object]:
    """Store files, each in the transaction of its row."""
    chance = Random(3)

    def keep() -> None:
        with transaction.atomic():
            store_file("don-xin-nghi.pdf", chance.randbytes(chance.randint(1, 200_000)))

    return keep


def check(path: Path) -> int:
    """Assert that a backup is one moment; return its number of marks."""
    with ZipFile(path) as archive:
        attendees, marks = rows(archive, "attendance.attendee"), rows(archive, "attendance.attendancemark")
        latest: dict[int, tuple[str, str]] = {}
        for mark in marks:
            latest[mark["attendee_id"]] = max(latest.get(mark["attendee_id"], ("", "")), (mark["client_time"], mark["state"]))
        marked = {one["id"]: (one["marked_at"], one["state"]) for one in attendees if one["marked_at"]}
        assert latest == marked
        enrollments = rows(archive, "classes.enrollment")
        for state in ("excused", "unexcused"):
            counted = sum(one[f"absent_{state}"] for one in enrollments)
            assert counted == sum(one["state"] == state for one in attendees)
        told = sum(one["changes"]["marks"] for one in rows(archive, "audit.entry") if one["action"] == "classes.mark_attendance")
        assert told == len(marks)
        for stored in rows(archive, "documents.storedfile"):
            assert hashlib.sha256(archive.read(f"files/{stored['file']}")).hexdigest() == stored["sha256"]
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["missing"] == []
        return len(marks)


def test_a_backup_is_one_moment_while_others_write(folder: Path) -> None:
    writes = [marking(1), marking(2), keeping()]
    found = []
    with Writers(*writes) as writers:
        for number in range(3):
            before = writers.done.total()
            back_up(folder / f"{number}.zip")
            assert writers.done.total() > before  # nobody waited for the backup
            found.append(check(folder / f"{number}.zip"))
    assert 0 < found[0] < found[1] < found[2]

    restore(folder / "1.zip")
    with ZipFile(folder / "1.zip") as archive:
        for model in tables.models_kept():
            lines = archive.read(f"tables/{model._meta.label_lower}.jsonl").decode().splitlines()
            assert list(tables.lines_of(model)) == lines, model
        files = {name.removeprefix("files/"): archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    media = folder / "files"
    assert {one.relative_to(media).as_posix(): one.read_bytes() for one in media.rglob("*") if one.is_file()} == files


def peak_of(act: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_memory_does_not_grow_with_the_tables(folder: Path) -> None:
    def fill(number: int) -> None:
        entry = {"actor_name": "x", "action": "test.made", "object_type": "x", "at": clock.now(), "changes": {"text": "x" * 1000}}
        Entry.objects.bulk_create((Entry(**entry) for _ in range(number)), batch_size=500)

    fill(4_000)
    small = [peak_of(lambda: back_up(folder / "a.zip")), peak_of(lambda: restore(folder / "a.zip"))]
    fill(8_000)
    large = [peak_of(lambda: back_up(folder / "b.zip")), peak_of(lambda: restore(folder / "b.zip"))]
    for few, many in zip(small, large, strict=True):
        assert many < 2 * few  # three times the rows
