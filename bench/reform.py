"""The reorganization of 1 July 2025 on the whole country, on the PostgreSQL that NENNEP_DATABASE_URL names (empty, migrated).

.venv/bin/python -m bench.reform --data DIR --people N

DIR holds the data of the reorganization (units_before.csv and so on). Makes the country before it, carries the plan out, compares
totals, takes it back, compares every table. Prints a Markdown table.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import django

SEED = 1
EVE = date(2025, 6, 30)
T = TypeVar("T")
TOTALS = {
    "people with a unit": "SELECT count(DISTINCT person_id) FROM people_membership WHERE ends_on IS NULL",
    "posts held": "SELECT count(*) FROM people_post WHERE ends_on IS NULL",
    "completions": "SELECT count(*) FROM records_completion",
    "enrollments": "SELECT count(*) FROM classes_enrollment",
    "places of quotas": "SELECT coalesce(sum(balance), 0) FROM planning_quotaaccount",
}
LOST = """
    SELECT count(*) FROM people_membership AS one JOIN organizations_unit AS unit ON unit.id = one.unit_id
    WHERE one.ends_on IS NULL AND unit.dissolved_on IS NOT NULL
"""


def value(statement: str) -> int:
    """Return the one number that a statement gives."""
    from django.db import connection  # noqa: PLC0415 - settings come first

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def fingerprints() -> dict[str, tuple[int, int]]:
    """Return rows and a sum over the hashes of all rows of every table but the log and the plans."""
    from django.apps import apps  # noqa: PLC0415 - settings come first
    from django.db import connection  # noqa: PLC0415

    found: dict[str, tuple[int, int]] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if model.__module__.startswith("nennep.") and model._meta.app_label not in {"audit", "reorganizations"}:
                cursor.execute(f"SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {table} AS t")
                rows, total = cursor.fetchone()
                found[table] = (rows, int(total))
    return found


class Clock:
    """Takes the time of each part."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def take(self, what: str, work: Callable[[], T]) -> T:
        """Do a part and note how long it took."""
        begin = time.perf_counter()
        done = work()
        self.lines.append(f"| {what} | {time.perf_counter() - begin:,.0f} s |")
        return done


def fill(data: Path, people: int) -> None:
    """Make the country as it was."""
    from nennep.core.actors import console  # noqa: PLC0415 - settings come first
    from nennep.operations.actions.synthesis import Order, synthesize  # noqa: PLC0415
    from nennep.operations.synthesis import place_list  # noqa: PLC0415
    from nennep.operations.synthesis.plan import plan_of_places  # noqa: PLC0415

    planned = plan_of_places(place_list.read(data / "units_before.csv"), people, SEED)
    synthesize(console("bench"), Order(planned, SEED, EVE), lambda _came: None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, required=True)
    chosen = parser.parse_args()
    django.setup()

    from nennep.core import clock as now  # noqa: PLC0415 - settings come first
    from nennep.core.actors import console  # noqa: PLC0415
    from nennep.organizations.models import Unit  # noqa: PLC0415
    from nennep.reorganizations.actions.plan import Told, carry_out, draft_plan, undo_plan  # noqa: PLC0415
    from nennep.reorganizations.models import OpenPoint  # noqa: PLC0415
    from tests.factories import reform  # noqa: PLC0415

    clock = Clock()
    clock.take("the country made", lambda: fill(chosen.data, chosen.people))
    units = Unit.objects.count()
    totals = {name: value(statement) for name, statement in TOTALS.items()}
    before = clock.take("every table read through", fingerprints)
    told = Told(list(reform.lines(chosen.data)), reform.DAY, "202/2025/QH15")
    plan = clock.take(
        f"plan of {len(told.lines):,} lines put down and tried", lambda: draft_plan(actor=console(), told=told, now=now.now())
    )
    done = clock.take("carried out", lambda: carry_out(actor=console(), reorganization=plan, today=now.today(), now=now.now()))
    kept = {name: value(statement) for name, statement in TOTALS.items()}
    assert kept == totals, (totals, kept)
    assert value(LOST) == 0
    points = OpenPoint.objects.filter(reorganization=done).count()
    left = Unit.objects.filter(dissolved_on=None, kind__in=("province", "district", "commune")).count()
    clock.take("taken back", lambda: undo_plan(actor=console(), reorganization=done))
    after = fingerprints()
    assert after == before, [name for name in before if before[name] != after[name]]
    print(
        f"{totals['people with a unit']:,} people in {units:,} units; afterwards {left:,} provinces and communes, {points:,} points for a person."
    )
    print("Nobody lost, totals before = totals after, taken back every table = as before.\n")
    print("\n".join(["| part | time |", "|---|---|", *clock.lines]))
    print("\n" + ", ".join(f"{name} {count:,}" for name, count in totals.items()))


if __name__ == "__main__":
    main()
