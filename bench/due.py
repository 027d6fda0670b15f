"""Who must learn what by when, for 100,000 people, against one scan of the people with the joins it needs.

.venv/bin/python -m bench.due [--people N] [--database sqlite|postgres]
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.database import analyze, own_database
from bench.table import line

AS_OF = date(2026, 3, 2)
IN_CELL, IN_WARD = 25, 500
ROUNDS = 5
STANDINGS = ["probationary"] * 3 + ["non_member"] * 7 + ["official"] * 90
TITLES = {0: ("Bí thư chi bộ", "bithuchibo"), 1: ("Phó bí thư chi bộ", "phobithuchibo")}


def populate(people: int) -> None:
    """Write wards of 20 cells of 25 people: 3 % probationary, 7 % candidates, posts, papers, levels; seeded."""
    from nennep.obligations import catalog as requirements  # noqa: PLC0415 - settings come first
    from nennep.organizations import catalog as kinds  # noqa: PLC0415
    from nennep.organizations.actions.steps import NewUnit, add_units  # noqa: PLC0415
    from nennep.organizations.scope import region_of  # noqa: PLC0415
    from nennep.people.models import Person  # noqa: PLC0415
    from nennep.programs import catalog as programs  # noqa: PLC0415

    for one in (kinds, programs, requirements):
        one.load()
    chance = Random(7)
    [[province], _] = add_units([NewUnit("T", "Tỉnh ủy", "province")])
    wards, _ = add_units([NewUnit(f"W{at}", f"Đảng ủy phường {at}", "ward", province) for at in range(-(-people // IN_WARD))])
    cells, _ = add_units(
        [NewUnit(f"C{at}", f"Chi bộ {at}", "cell", wards[at * IN_CELL // IN_WARD]) for at in range(-(-people // IN_CELL))]
    )
    rows = (
        Person(
            code=f"P{at:06d}", full_name=f"Người thứ {at}", sort_key=f"{at * 7919 % people:06d}", search_key=f"nguoi {at}",
            region=region_of(cells[at // IN_CELL].path), admitted_on=date(2025, 1, 1) + timedelta(days=chance.randrange(420)),
        )
        for at in range(people)
    )  # fmt: skip
    fill(Person.objects.bulk_create(rows, batch_size=2000), cells, wards, chance)


def fill(people: list[Any], cells: list[Any], wards: list[Any], chance: Random) -> None:
    """Give people memberships, posts, levels, completions, and some of them a nomination; announce classes."""
    from nennep.obligations.models import AnnouncedClass, Progress  # noqa: PLC0415 - settings come first
    from nennep.people.models import Membership, Post, TheoryLevel  # noqa: PLC0415
    from nennep.programs.models import Program  # noqa: PLC0415
    from nennep.records.models import Completion  # noqa: PLC0415

    programs = {one.code: one.pk for one in Program.objects.all()}
    rows: dict[Any, list[Any]] = {Membership: [], Post: [], TheoryLevel: [], Completion: [], Progress: []}
    for at, one in enumerate(people):
        cell = cells[at // IN_CELL]
        rows[Membership].append(Membership(person=one, unit=cell, standing=STANDINGS[at % 100]))
        if title := TITLES.get(at % IN_CELL):
            rows[Post].append(Post(person=one, unit=cell, title=title[0], title_key=title[1], starts_on=date(2020, 3, 1)))
        if chance.random() < 0.02:
            rows[Post].append(Post(person=one, unit=wards[at // IN_WARD], title="Đảng ủy viên", title_key="danguyvien"))
        if chance.random() < 0.3:
            rows[TheoryLevel].append(TheoryLevel(person=one, level=chance.choice(("SC", "TC", "CC"))))
        for code in chance.sample(("DVM", "NTVD", "TC", "TH"), chance.randrange(3)):
            day = AS_OF - timedelta(days=chance.randrange(3000))
            rows[Completion].append(Completion(person=one, program_id=programs[code], completed_on=day, source=f"class:{code}"))
        if chance.random() < 0.05:
            rows[Progress].append(Progress(person=one, program_id=programs["DVM"], state="nominated", source="round:1"))
    rows[AnnouncedClass] = [
        AnnouncedClass(
            source=f"class:{at}", program_id=programs["DVM"], unit=ward, opens_on=AS_OF + timedelta(at), closes_on=AS_OF + timedelta(at + 5)
        )
        for at, ward in enumerate(wards[:100])
    ]  # fmt: skip
    for model, objects in rows.items():
        model.objects.bulk_create(objects, batch_size=2000)


def scan() -> int:
    """Read everybody with the joins that the lines need, one row a joined fact; return how many rows."""
    from nennep.people.models import Membership  # noqa: PLC0415 - settings come first

    rows = Membership.objects.order_by("person__sort_key").values_list(
        "standing", "person_id", "person__code", "person__full_name", "person__admitted_on", "unit__code", "unit__name", "unit__path",
        "person__posts__title", "person__completions__completed_on", "person__completions__certificate__issued_on",
        "person__theory_levels__level", "person__waivers__reason",
    )  # fmt: skip
    return len(list(rows))


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some rounds after one that warms up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def measure(people: int) -> Iterable[tuple[str, float, float, int, int]]:
    """Yield (read, seconds, ratio to the scan, queries, rows)."""
    from django.db import connection  # noqa: PLC0415 - settings come first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from nennep.core.actors import console  # noqa: PLC0415
    from nennep.obligations.models import Requirement  # noqa: PLC0415
    from nennep.obligations.queries.due import DueFilter, counts, lines  # noqa: PLC0415
    from nennep.obligations.rules.state import State  # noqa: PLC0415
    from nennep.organizations.models import Unit  # noqa: PLC0415
    from nennep.programs.models import Program  # noqa: PLC0415

    root, actor, everything = Unit.objects.get(code="T"), console(), DueFilter(states=frozenset(State))
    base = seconds(scan)
    yield "one scan with the joins", base, 1.0, 1, scan()
    reads: dict[str, Callable[[], list[Any]]] = {
        "counts": lambda: counts(lines(actor, root, AS_OF)),
        "first page of lines": lambda: lines(actor, root, AS_OF)[:50],
        "all lines of the shipped requirements": lambda: lines(actor, root, AS_OF, everything).all(),
        "all lines with one requirement that binds everybody": lambda: lines(actor, root, AS_OF, everything).all(),
    }
    for name, work in reads.items():
        if name.endswith("everybody"):
            Requirement.objects.create(code="everybody", name="Mọi người", program=Program.objects.get(code="CNKT"), anchor="year")
        with CaptureQueriesContext(connection) as queries:
            found = len(work())
        asked, took = len(queries), seconds(work)
        yield name, took, took / base, asked, found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args()
    with own_database(chosen.database):
        populate(chosen.people)
        analyze()
        print(f"| {chosen.database}, {chosen.people} people | seconds | ratio | queries | rows |\n|---|---|---|---|---|")
        for name, took, ratio, asked, found in measure(chosen.people):
            print(f"| {name} | {took:.2f} | {ratio:.2f} | {asked} | {found} |", flush=True)
            if name.startswith("all lines"):
                what = f"who must learn what, {chosen.people:,} people: {name}, against one scan"
                line(what, f"{ratio:.2f} times, {asked} queries", "5", chosen.database)
