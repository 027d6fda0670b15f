"""5,000 people to .xlsx by the page of the list, against XlsxWriter alone with the same values.

.venv/bin/python -m bench.export [--people N] [--database sqlite|postgres]
"""

import argparse
import statistics
import time
from collections.abc import Callable
from io import BytesIO
from random import Random

from bench.database import analyze, own_database
from bench.lists import officer_of, populate
from bench.table import line

ROUNDS = 5


def alone(values: list[list[object]]) -> bytes:
    """Write the values with XlsxWriter and nothing else."""
    import xlsxwriter  # noqa: PLC0415 - beside what it is compared with

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet()
        for row, cells in enumerate(values):
            page.write_row(row, 0, cells)
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some rounds after one that warms up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def measure(people: int) -> tuple[str, float]:
    """Return what was measured, as a line, and the ratio."""
    from openpyxl import load_workbook  # noqa: PLC0415 - settings come first

    from nennep.organizations import catalog  # noqa: PLC0415
    from nennep.organizations.actions.steps import NewUnit, add_units  # noqa: PLC0415

    catalog.load()
    [root], _ = add_units([NewUnit("T", "Tỉnh ủy", "province")])
    populate(people, root, "T", Random(11))
    analyze()
    client = officer_of(root)

    def export() -> bytes:
        answer = client.get("/people/export/")  # type: ignore[attr-defined]  # a test client
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    sheet = load_workbook(BytesIO(export()), read_only=True).active
    values = [
        [cell if isinstance(cell, int | float | str) else str(cell or "") for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    assert len(values) == people + 1, len(values)
    base, took = seconds(lambda: alone(values)), seconds(export)
    return f"| {people} rows × {len(values[0])} columns | {base:.2f} s | {took:.2f} s | {took / base:.2f} |", took / base


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args()
    with own_database(chosen.database):
        print(f"| {chosen.database} | XlsxWriter alone | export of the people list | ratio |\n|---|---|---|---|")
        shown, ratio = measure(chosen.people)
        print(shown, flush=True)
        line(f"{chosen.people:,} people of the list to .xlsx, against XlsxWriter alone", f"{ratio:.2f} times", "2", chosen.database)
