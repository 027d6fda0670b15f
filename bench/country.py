"""A country of invented people on PostgreSQL: made, measured against a database of 100,000, and reorganized as in July 2025.

.venv/bin/python -m bench.country [--people N] [--small N] [--folder DIR] [--reform DIR] [--again STEP] [--drop]

Each step that is done is noted in the folder: a run that was broken off goes on where it stopped. The tables go to docs/scaling.md.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tools import postgres_cluster

ROOT = Path(__file__).parents[1]
BYTES = 2_300  # on disk for each person, with classes and indexes
RATE = 2_500  # people a second on two slow cores
STEPS = ("small", "country", "measure", "reform")
FEW = 3


class Bench:
    """One run in a folder: which steps are done, and how to reach its databases."""

    def __init__(self, folder: Path, people: int, small: int, reform: Path | None, page: Path) -> None:
        self.folder, self.people, self.small, self.reform = folder, people, small, reform
        self.cluster = folder / "cluster"
        self.notes = folder / "steps.json"
        self.page = page

    def done(self) -> dict[str, Any]:
        """Return what was noted: a step and how many seconds it took."""
        return dict(json.loads(self.notes.read_text())) if self.notes.exists() else {}

    def run(self, step: str, work: Callable[[], None]) -> None:
        """Do a step that is not done yet, and note it."""
        if step in self.done():
            print(f"== {step}: done before", flush=True)
            return
        print(f"== {step}", flush=True)
        begin = time.perf_counter()
        work()
        self.notes.write_text(json.dumps(self.done() | {step: round(time.perf_counter() - begin)}))

    def python(self, database: str, *command: str) -> str:
        """Run a module of ours on one of the databases; return what it prints."""
        address = f"postgresql://postgres@{quote(str(self.cluster), safe='')}/{database}"
        own = {
            "NENNEP_DATA": str(self.folder / "data"),
            "NENNEP_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "nennep.config.settings.test",
        }
        command = (sys.executable, "-m", *command)
        return subprocess.run(command, env=os.environ | own, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT).stdout

    def sql(self, statement: str) -> None:
        """Run a statement as the superuser."""
        subprocess.run(["psql", "-q", "-h", self.cluster, "-U", "postgres", "-c", statement], check=True)

    def start(self) -> None:
        """Start the cluster, a new one where there is none."""
        (self.folder / "data" / "static").mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        asked = ["psql", "-q", "-h", self.cluster, "-U", "postgres", "-c", "SELECT 1"]
        if not self.cluster.exists():
            postgres_cluster.start(self.cluster)
        elif subprocess.run(asked, capture_output=True, check=False).returncode:  # a run that was killed leaves it running
            postgres_cluster.resume(self.cluster)

    def make(self) -> None:
        """Make the root and one province of 100,000 people, and keep a copy of that state."""
        self.sql("DROP DATABASE IF EXISTS small")
        self.sql("DROP DATABASE IF EXISTS country")
        self.sql("CREATE DATABASE country")
        self.python("country", "nennep", "setup")
        self.python("country", "bench.filling", "--people", str(self.people), "--first", str(self.small), "--only-first")
        self.sql("CREATE DATABASE small TEMPLATE country")

    def grow(self) -> None:
        """Make the country around it; a run that was broken off keeps its whole provinces."""
        self.python("country", "bench.filling", "--people", str(self.people), "--first", str(self.small))

    def measure(self) -> None:
        """Count ahead what is large, then measure both databases."""
        found = {}
        for database in ("small", "country"):
            self.python(database, "nennep", "migrate", "-v0")
            self.python(database, "bench.filling", "--tally")
            found[database] = json.loads(self.python(database, "bench.scale"))
        (self.folder / "measured.json").write_text(json.dumps(found, ensure_ascii=False))
        write(self.page, "measured", table(found["small"], found["country"], self.small, self.people))
        write(self.page, "plans", plans(found["country"]))

    def reorganize(self) -> None:
        """Second part: the country before July 2025, reorganized by its plan, and taken back."""
        if self.reform is None:
            print("no --reform DIR: left out")
            return
        self.sql("DROP DATABASE IF EXISTS before")
        self.sql("CREATE DATABASE before")
        self.python("before", "nennep", "setup")
        write(self.page, "reform", self.python("before", "bench.reform", "--data", str(self.reform), "--people", str(self.people)))


def table(small: list[dict[str, Any]], country: list[dict[str, Any]], first: int, people: int) -> str:
    """Return the measurements side by side."""
    day = f"{datetime.now().astimezone():%d/%m/%Y}"
    lines = [
        f"{day}, PostgreSQL, {os.cpu_count()} cores; the same units in a database of {first:,} people and in one of {people:,}.",
        "The quickest of nine rounds of a whole page, without the network.",
        "",
        f"| unit | page | {first:,} | {people:,} | ratio | queries |",
        "|---|---|---|---|---|---|",
    ]
    for few, many in zip(small, country, strict=True):
        ratio = many["seconds"] / few["seconds"]
        asked = str(few["queries"]) if few["queries"] == many["queries"] else f"{few['queries']} and {many['queries']}"
        lines.append(
            f"| {few['unit']} | {few['page']} | {few['seconds'] * 1000:.0f} ms | {many['seconds'] * 1000:.0f} ms | {ratio:.2f} | {asked} |"
        )
    return "\n".join(lines)


def plans(measured: list[dict[str, Any]]) -> str:
    """Return how the slowest statement of each page reads."""
    lines = ["| unit | page | blocks of 8 KB | reads by |", "|---|---|---|---|"]
    for one in measured:
        shown = ", ".join(f"`{access}`" for access in one["access"][: FEW + 2]) or "-"
        more = f" and {len(one['access']) - FEW - 2} more" if len(one["access"]) > FEW + 2 else ""
        lines.append(f"| {one['unit']} | {one['page']} | {one['blocks']:,} | {shown}{more} |")
    return "\n".join(lines)


def write(path: Path, name: str, text: str) -> None:
    """Put text between the marks of a part of a page."""
    page = path.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not pattern.search(page):
        raise LookupError(f"{path} has no place for {name}")
    path.write_text(pattern.sub(lambda found: f"{found[1]}{text.strip()}\n{found[2]}", page), encoding="utf-8")
    print(text, flush=True)


def needs(people: int, reform: Path | None, folder: Path) -> int:
    """Say what the run needs; return the bytes of disk."""
    parts = 2 if reform else 1
    disk = people * BYTES * parts
    free = shutil.disk_usage(folder).free
    minutes = people / RATE / 60 * parts
    print(
        f"{people:,} people need {disk / 1e9:.0f} GB of disk in {folder} ({free / 1e9:.0f} GB are free) and about {minutes:.0f} minutes."
    )
    return disk


def main() -> int:
    """Do what is not done yet; return 1 where the disk is too small."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5_600_000)
    parser.add_argument(
        "--small", type=int, default=100_000, help="people of the first province, and of the database compared with"
    )
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/nennep-country"))
    parser.add_argument("--reform", type=Path, help="the folder with the data of the reorganization of July 2025")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "scaling.md", help="where the tables go")
    parser.add_argument("--again", choices=STEPS, help="do this step and those after it once more")
    parser.add_argument("--drop", action="store_true", help="throw the folder away at the end")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(chosen.folder, chosen.people, chosen.small, chosen.reform, chosen.page)
    if chosen.again:
        kept = {step: took for step, took in bench.done().items() if STEPS.index(step) < STEPS.index(chosen.again)}
        bench.notes.write_text(json.dumps(kept))
    disk = needs(chosen.people, chosen.reform, chosen.folder)
    if "country" not in bench.done() and shutil.disk_usage(chosen.folder).free < disk:
        print("There is too little room.")
        return 1
    bench.start()
    try:
        bench.run("small", bench.make)
        bench.run("country", bench.grow)
        bench.run("measure", bench.measure)
        bench.run("reform", bench.reorganize)
    finally:
        postgres_cluster.halt(bench.cluster)
    if chosen.drop:
        shutil.rmtree(chosen.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
