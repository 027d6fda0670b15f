"""A roster of 100,000 rows × 12 columns: the import against calamine and a bare bulk_create of the rows that it writes.

.venv/bin/python -m bench.roster [--people N] [--database sqlite|postgres]

Workload: one sheet of one commune with 1,000 cells (100 people each, the cell in a column); full birth dates for two in
three, a month or a year for the rest; 96 % official members, 4 % probationary; a post for one in twelve, a level for three
in five. The base: python-calamine reads the same file, then bulk_create writes, table by table, the very rows that the
import wrote (people, memberships, posts, levels, log, verdicts, traces), already built as objects. Beside it: calamine and
one bulk_create of the people alone. Memory is that of the command in a process of its own, and of the process that reads
the file for it.
"""

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from bench.database import own_database
from bench.table import line

CELLS = 1_000
HEADER = [
    "TT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Ngày vào Đảng", "Ngày chính thức", "Chức vụ", "Trình độ LLCT",
    "Trình độ chuyên môn", "Chi bộ", "Ghi chú",
]  # fmt: skip
POSTS = ["Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên", "Đảng ủy viên"]
LEVELS = ["", "Sơ cấp", "Trung cấp", "Cao cấp", ""]
SCHOOLS = ["Đại học", "Cao đẳng", "Trung cấp", "12/12"]


def write_file(path: Path, people: int) -> None:
    """Write the roster; seeded."""
    from nennep.operations.demo.names import invent  # noqa: PLC0415 - settings come first

    chance = Random(11)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Danh sách")
        page.write_row(0, 0, ["DANH SÁCH ĐẢNG VIÊN"])
        page.write_row(2, 0, HEADER)
        for at in range(people):
            born = date(1950, 1, 1) + timedelta(days=chance.randrange(18_000))
            admitted = born + timedelta(days=7_000 + chance.randrange(3_000))
            shown = (f"{born:%d/%m/%Y}", f"{born:%d/%m/%Y}", f"{born:%m/%Y}", f"{born:%Y}")[at % 4]
            official = "" if at % 25 == 0 else f"{admitted + timedelta(days=366):%d/%m/%Y}"
            if not official:
                admitted = date(2026, 1, 1) + timedelta(days=at % 90)
            row = [
                at + 1, invent(chance, female=at % 2 == 0), shown, ("Nữ", "Nam")[at % 2], "Kinh", f"{admitted:%d/%m/%Y}", official,
                POSTS[at // 12 % 4] if at % 12 == 0 else "", LEVELS[at % 5], SCHOOLS[at % 4], f"Chi bộ {at * CELLS // people + 1}", "",
            ]  # fmt: skip
            page.write_row(3 + at, 0, row)


def seconds(work: Callable[[], object]) -> float:
    """Return the time of one run; what lies about from before is not its business."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def take(path: Path) -> Any:
    """Import the roster as the command does, its JSON included."""
    from nennep.core import clock  # noqa: PLC0415 - settings come first
    from nennep.core.actors import console  # noqa: PLC0415
    from nennep.exchange.actions.roster import import_roster  # noqa: PLC0415
    from nennep.exchange.reading import read_people  # noqa: PLC0415
    from nennep.exchange.result import as_json  # noqa: PLC0415
    from nennep.organizations.models import Unit  # noqa: PLC0415

    today = clock.today()
    imported = import_roster(
        actor=console(),
        unit=Unit.objects.get(code="B"),
        file=read_people(path, today),
        file_name=path.name,
        today=today,
        now=clock.now(),
    )
    for _ in as_json(imported, path, None):
        pass
    return imported.summary


def models() -> list[Any]:
    """Return the tables that a roster writes, in the order in which rows may refer to each other."""
    from nennep.audit.models import Entry  # noqa: PLC0415 - settings come first
    from nennep.exchange.models import ImportBatch, ImportChange, ImportRow  # noqa: PLC0415
    from nennep.people.models import Membership, Person, Post, TheoryLevel  # noqa: PLC0415

    return [Person, Membership, Post, TheoryLevel, Entry, ImportBatch, ImportRow, ImportChange]


def written() -> dict[Any, list[Any]]:
    """Return everything in these tables as objects."""
    return {model: list(model.objects.order_by("pk")) for model in models()}


def empty() -> None:
    """Delete everything in these tables, the log too."""
    from django.db import connection, transaction  # noqa: PLC0415 - settings come first

    from nennep.operations.triggers import lifted_triggers  # noqa: PLC0415

    with transaction.atomic(), lifted_triggers(connection), connection.cursor() as cursor:
        for model in reversed(models()):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def parse(path: Path) -> None:
    """Read the file with calamine, no more."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - beside the other things to compare

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def insert(rows: dict[Any, list[Any]]) -> None:
    """Write rows, table by table, in one transaction."""
    from django.db import transaction  # noqa: PLC0415 - settings come first

    with transaction.atomic():
        for model, objects in rows.items():
            model.objects.bulk_create(objects, batch_size=2000)


def memory(path: Path) -> tuple[int, int]:
    """Return the peak memory (MiB) of the command and of the largest process under it."""
    code = (  # the kernel's own mark for this process: getrusage would count what the parent held when it forked
        "import re, resource, sys; from pathlib import Path; from nennep.__main__ import run; run(sys.argv[1:]);"
        "own = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1];"
        "print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "import_roster", str(path), "--unit", "B", "--format", "json"]
    done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ)
    own, child = done.stderr.split()[-2:]
    return int(own) // 1024, int(child) // 1024


def compare(path: Path) -> tuple[str, float, float, float, float]:
    """Return what a first import wrote, and the seconds of calamine, of all rows, of the people alone, of a second import."""
    from nennep.people.models import Person  # noqa: PLC0415 - settings come first

    rows = written()
    counts = ", ".join(f"{len(objects)} {model._meta.model_name}" for model, objects in rows.items())
    second = seconds(lambda: take(path))
    empty()
    reading = seconds(lambda: parse(path))
    everything = seconds(lambda: insert(rows))
    empty()
    alone = seconds(lambda: insert({Person: rows[Person]}))
    empty()
    return counts, reading, everything, alone, second


def measure(path: Path, people: int) -> Iterable[tuple[str, float, float | None, float | None]]:
    """Yield (what, seconds, ratio to all rows, ratio to the people alone)."""
    first = seconds(lambda: take(path))
    counts, reading, everything, alone, second = compare(path)
    base, small = reading + everything, reading + alone
    yield f"calamine reads {people} rows", reading, None, None
    yield f"bulk_create of all rows ({counts})", everything, None, None
    yield "bulk_create of the people alone", alone, None, None
    yield "first import", first, first / base, first / small
    yield "second import, nothing changed", second, second / base, second / small


def main(kind: str, people: int) -> None:
    """Measure on a database of its own and print a table."""
    with own_database(kind), tempfile.TemporaryDirectory(prefix="nennep-roster-") as folder:
        from nennep.organizations import catalog  # noqa: PLC0415 - settings come first
        from nennep.organizations.actions.steps import NewUnit, add_units  # noqa: PLC0415

        catalog.load()
        [base], _ = add_units([NewUnit("B", "Đảng ủy xã B", "commune", None)])
        add_units(NewUnit(f"B-{at}", f"Chi bộ {at}", "cell", base) for at in range(1, CELLS + 1))
        path = Path(folder) / "roster.xlsx"
        write_file(path, people)
        print("| database | what | seconds | to all rows | to the people alone |\n|---|---|---|---|---|")
        found: dict[str, tuple[float, float | None, float | None]] = {}
        for what, took, ratio, other in measure(path, people):
            ratios = " | ".join("" if one is None else f"{one:.2f}" for one in (ratio, other))
            print(f"| {kind} | {what} | {took:.2f} | {ratios} |", flush=True)
            found[what] = took, ratio, other
        (one, all_rows, alone), (two, *_) = found["first import"], found["second import, nothing changed"]
        own, child = memory(path)
        print(f"| {kind} | peak memory: command {own} MiB, reading process {child} MiB | | | |", flush=True)
    line(f"roster of {people:,} rows, against calamine and bulk_create of all rows", f"{all_rows:.2f} times", "2", kind)
    line(
        f"roster of {people:,} rows, against calamine and bulk_create of the people alone", f"{alone:.2f} times", "2 in time", kind
    )
    line("the same roster again, against the first import", f"{two / one:.2f} times", "1", kind)
    line(f"roster of {people:,} rows: peak memory of a process", f"{max(own, child)} MiB", "1,024 MiB", kind)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(chosen.database, chosen.people)
