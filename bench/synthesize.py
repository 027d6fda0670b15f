"""`nennep synthesize` against a bare COPY of the same rows into the same tables with the same indexes (PostgreSQL).

.venv/bin/python -m bench.synthesize [--people N] [--database sqlite|postgres]
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.database import own_database

SEED = 1


def synthesize(people: int) -> float:
    """Fill the empty database; return the seconds."""
    from nennep.core import clock  # noqa: PLC0415 - settings come first
    from nennep.core.actors import console  # noqa: PLC0415
    from nennep.operations.actions.synthesis import Order, synthesize  # noqa: PLC0415
    from nennep.operations.setting_up import load_catalogs  # noqa: PLC0415
    from nennep.operations.synthesis.plan import plan  # noqa: PLC0415

    load_catalogs()
    begin = time.perf_counter()
    synthesize(console("bench"), Order(plan(people, SEED), SEED, clock.today()), lambda _: None)
    return time.perf_counter() - begin


def tables() -> list[Any]:
    """Return the models whose rows were made, those referred to before those that refer."""
    from nennep.classes.models import Enrollment, TrainingClass  # noqa: PLC0415 - settings come first
    from nennep.obligations.models import AnnouncedClass, Progress  # noqa: PLC0415
    from nennep.organizations.models import Placement, ServedUnit, Unit  # noqa: PLC0415
    from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel  # noqa: PLC0415
    from nennep.records.models import Certificate, Completion  # noqa: PLC0415

    return [
        Unit, Placement, ServedUnit, Person, Membership, Post, SuccessionEntry, TheoryLevel, TrainingClass, Enrollment, Completion, Certificate,
        Progress, AnnouncedClass,
    ]  # fmt: skip


def copy_again(folder: Path) -> float:
    """Write the rows to files, empty the tables, COPY the files back in one transaction; return the seconds of the last."""
    from django.db import connection, transaction  # noqa: PLC0415 - settings come first

    names = [model._meta.db_table for model in tables()]
    with connection.cursor() as cursor:
        for name in names:
            with cursor.copy(f"COPY {name} TO STDOUT") as copy, (folder / name).open("wb") as file:
                for block in copy:
                    file.write(block)
        cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
    begin = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for name in names:
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for block in _blocks(folder / name):
                    copy.write(block)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the command ends with it too
    return time.perf_counter() - begin


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 18):
            yield block


def main() -> None:
    """Print one line of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    chosen = parser.parse_args()
    with own_database(chosen.database):
        took = synthesize(chosen.people)
        rows = sum(model.objects.count() for model in tables())
        print("| people | rows | synthesize | rows a second | bare COPY | ratio (target 3) |\n|---|---|---|---|---|---|")
        with tempfile.TemporaryDirectory() as folder:
            bare = copy_again(Path(folder)) if chosen.database == "postgres" else None
        compared = f"{bare:.1f} s | {took / bare:.2f}" if bare else "- | -"
        print(f"| {chosen.people:,} | {rows:,} | {took:.1f} s | {rows / took:,.0f} | {compared} |")


if __name__ == "__main__":
    main()
