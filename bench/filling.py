"""Filling the database that NENNEP_DATABASE_URL names with a country, its first province of a known size; for bench.country.

.venv/bin/python -m bench.filling --people N --first M [--only-first] | --tally
"""

import argparse
import sys
import time
from datetime import date

import django

SEED = 1
DAY = date(2026, 11, 22)


def fill(people: int, first: int, *, only_first: bool) -> None:
    """Make the root, the province T00 of `first` people and the others, as far as they are not there."""
    from nennep.core.actors import console  # noqa: PLC0415 - settings come first
    from nennep.operations.actions.synthesis import Order, synthesize  # noqa: PLC0415
    from nennep.operations.synthesis.plan import PROVINCE, ROOT, Plan, PlannedUnit, plan  # noqa: PLC0415

    rest = people - first
    country = plan(rest, SEED) if rest > PROVINCE else plan(rest, SEED, "T01", ROOT)
    root = country.root or PlannedUnit(ROOT, "Trung ương", "central")
    provinces = [*plan(first, SEED, "T00", ROOT).territories, *(() if only_first else country.territories)]
    begin, done, told = time.perf_counter(), 0, 0.0

    def tell(came: int) -> None:
        nonlocal done, told
        done, took = done + came, time.perf_counter() - begin
        if took - told > 10:
            told = took
            print(f"{done:,} people, {done / took:,.0f}/s", file=sys.stderr, flush=True)

    synthesize(console("bench"), Order(Plan(root, provinces), SEED, DAY), tell)


def tally() -> None:
    """Count ahead for the large units, as the worker does."""
    from nennep.core.actors import console  # noqa: PLC0415 - settings come first
    from nennep.jobs.actions import enqueue  # noqa: PLC0415
    from nennep.jobs.worker import work_off_all  # noqa: PLC0415

    for kind in ("obligations.tally", "classes.tally", "reports.tally"):
        begin = time.perf_counter()
        enqueue(console("bench"), kind, {})
        work_off_all()
        print(f"{kind}: {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only-first", action="store_true")
    parser.add_argument("--tally", action="store_true")
    chosen = parser.parse_args()
    django.setup()
    if chosen.tally:
        tally()
    else:
        fill(chosen.people, chosen.first, only_first=chosen.only_first)
