"""The table in docs/benchmarks.md: each benchmark prints its lines, `make bench` collects them."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
MARK = "table: "
HEAD = "| workload | measured | target | database | day |\n|---|---|---|---|---|\n"
TEXT = """# Benchmarks

`make bench` measures and writes this table; `.venv/bin/python -m bench rollcall export` measures a part and keeps the other lines.
Each figure is a ratio of two things measured in turn in the same run, on a database of its own that is thrown away; absolute
times of one machine say little about another. PostgreSQL runs as it is installed: what is committed lies on the disk. The
workloads are described at the top of each file in `bench/`. These are the figures of a machine with {cores} processor cores{note}.

"""


def line(workload: str, measured: str, target: str, database: str) -> None:
    """Print one line of the table; `measured` is a ratio or a figure with its unit."""
    print(f"{MARK}| {workload} | {measured} | {target} | {database} | {date.today():%d/%m/%Y} |", flush=True)  # noqa: DTZ011 - the machine's day


def collected(output: Iterable[str]) -> list[str]:
    """Return the lines of the table that a benchmark printed."""
    return [one.removeprefix(MARK).strip() for one in output if one.startswith(MARK)]


def _known(row: str) -> tuple[str, str]:
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    return cells[0], cells[3]


def write(rows: Iterable[str], note: str = "") -> None:
    """Write the table anew: new rows in place of those of the same workload and database, the others kept."""
    kept = DOCUMENT.read_text().splitlines() if DOCUMENT.exists() else []
    table = {_known(row): row for row in kept if row.startswith("| ") and not row.startswith("| workload")}
    table.update({_known(row): row for row in rows})
    cores = len(os.sched_getaffinity(0))
    DOCUMENT.write_text(TEXT.format(cores=cores, note=note) + HEAD + "\n".join(table[key] for key in sorted(table)) + "\n")
