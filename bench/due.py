"""Who must learn what by when, for 100,000 people, against one scan of the people with the joins it needs.

.venv/bin/python -m bench.due [--people N] [--database sqlite|postgres]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote

import django

from tools import postgres_cluster

AS_OF = date(2026, 3, 2)
IN_CELL, IN_WARD = 25, 500
ROUNDS = 5


def populate(people: int) -> None:
    """Write wards of 20 cells of 25 people: 3 % probationary, 7 % candidates, posts, papers, levels; seeded."""
    from nennep.obligations import catalog as requirements  # noqa: PLC0415 - settings come first
    from nennep.organizations import catalog as kinds  # noqa: PLC0415
    from nennep.organizations.actions.steps import NewUnit, add_units  # noqa: PLC0415
    from nennep.people.models import Person  # noqa: PLC0415
    from nennep.programs import catalog as programs  # noqa: PLC0415

    for one in (kinds, programs, requirements):
        one.load()
    chance = Random(7)
    [[province], _] = add_units([NewUnit("T", "Tỉnh ủy", "province", None)])
    wards, _ = add_units([NewUnit(f"W{at}", f"Đảng ủy phường {at}", "ward", province) for at in range(-(-people // IN_WARD))])
    cells, _ = add_units([NewUnit(f"C{at}", f"Chi bộ {at}", "cell", wards[at * IN_CELL // IN_WARD]) for at in range(-(-people // IN_CELL))])
    admitted = [date(2025, 1, 1) + timedelta(days=chance.randrange(420)) for _ in range(people)]
    made = Person.objects.bulk_create(
        (
            Person(code=f"P{at:06d}", full_name=f"Người thứ {at}", sort_key=f"{at * 7919 % people:06d}", search_key=f"nguoi {at}", admitted_on=admitted[at])
            for at in range(people)
        ),
        batch_size=2000,
    )  # fmt: skip
    _fill(made, cells, wards, chance)


def _fill(people: list, cells: list, wards: list, chance: Random) -> None:  # type: ignore[type-arg]  # models load after settings
    from nennep.obligations.models import AnnouncedClass, Progress  # noqa: PLC0415
    from nennep.people.models import Membership, Post, TheoryLevel  # noqa: PLC0415
    from nennep.programs.models import Program  # noqa: PLC0415
    from nennep.records.models import Completion  # noqa: PLC0415

    programs = {one.code: one.pk for one in Program.objects.all()}
    standing = ["probationary"] * 3 + ["non_member"] * 7 + ["official"] * 90
    rows: dict[type, list[object]] = {Membership: [], Post: [], TheoryLevel: [], Completion: [], Progress: []}
    for at, one in enumerate(people):
        cell = cells[at // IN_CELL]
        rows[Membership].append(Membership(person=one, unit=cell, standing=standing[at % 100]))
        if at % IN_CELL < 2:
            title = ("Bí thư chi bộ", "Phó bí thư chi bộ")[at % IN_CELL]
            rows[Post].append(Post(person=one, unit=cell, title=title, title_key=title, starts_on=date(2020, 3, 1)))
        if chance.random() < 0.02:
            rows[Post].append(Post(person=one, unit=wards[at // IN_WARD], title="Đảng ủy viên", title_key="danguyvien"))
        if chance.random() < 0.3:
            rows[TheoryLevel].append(TheoryLevel(person=one, level=chance.choice(("SC", "TC", "CC"))))
        for code in chance.sample(("DVM", "NTVD", "TC", "TH"), chance.randrange(3)):
            day = AS_OF - timedelta(days=chance.randrange(3000))
            rows[Completion].append(Completion(person=one, program_id=programs[code], completed_on=day, source=f"class:{code}"))
        if chance.random() < 0.05:
            rows[Progress].append(Progress(person=one, program_id=programs["DVM"], state="nominated", source="round:1"))
    for post in rows[Post]:
        post.title_key = {"Bí thư chi bộ": "bithuchibo", "Phó bí thư chi bộ": "phobithuchibo"}.get(post.title, post.title_key)  # type: ignore[attr-defined]  # they are posts
    for model, objects in rows.items():
        model.objects.bulk_create(objects, batch_size=2000)  # type: ignore[attr-defined]  # the keys are models
    AnnouncedClass.objects.bulk_create(
        AnnouncedClass(source=f"class:{at}", program_id=programs["DVM"], unit=ward, opens_on=AS_OF + timedelta(at), closes_on=AS_OF + timedelta(at + 5))
        for at, ward in enumerate(wards[:100])
    )  # fmt: skip


def scan() -> int:
    """Read everybody with the joins that the lines need, one row a joined fact; return how many rows."""
    from nennep.people.models import Membership  # noqa: PLC0415

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


def measure(database: str, people: int) -> Iterable[tuple[str, str, float, float]]:
    """Yield (database, what, seconds, ratio to the scan)."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from nennep.core.actors import console  # noqa: PLC0415
    from nennep.obligations.models import Requirement  # noqa: PLC0415
    from nennep.obligations.queries.due import DueFilter, counts, lines  # noqa: PLC0415
    from nennep.obligations.rules.state import State  # noqa: PLC0415
    from nennep.organizations.models import Unit  # noqa: PLC0415
    from nennep.programs.models import Program  # noqa: PLC0415

    root = Unit.objects.get(code="T")
    actor, everything = console(), DueFilter(states=frozenset(State))
    base = seconds(scan)
    yield database, f"one scan of {people} people with the joins", base, 1.0
    parts: dict[str, Callable[[], object]] = {
        "all lines, shipped requirements": lambda: lines(actor, root, AS_OF, everything).all(),
        "first page of open lines": lambda: lines(actor, root, AS_OF)[:50],
        "counts": lambda: counts(actor, root, AS_OF),
    }
    for name, work in parts.items():
        with CaptureQueriesContext(connection) as queries:
            found = work()
        size = f", {len(found)} rows" if isinstance(found, list) else ""
        took = seconds(work)
        yield database, f"{name}: {len(queries)} queries{size}", took, took / base
    Requirement.objects.create(code="everybody", name="Mọi người", program=Program.objects.get(code="CNKT"), anchor="year")
    took = seconds(parts["all lines, shipped requirements"])
    yield database, "all lines, and one requirement that binds everybody", took, took / base


def run(database: str, people: int) -> None:
    """Measure on a database of its own and print a table."""
    with tempfile.TemporaryDirectory(prefix="nennep-bench-") as folder:
        os.environ |= {"NENNEP_DATA": folder, "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
        cluster = Path(folder) / "cluster"
        os.environ["NENNEP_DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        if database == "postgres":
            Path(folder).chmod(0o755)
            postgres_cluster.start(cluster)
            os.environ["NENNEP_DATABASE_URL"] = f"postgresql://postgres@{quote(str(cluster), safe='')}/postgres"
        try:
            _run(database, people)
        finally:
            if database == "postgres":
                postgres_cluster.stop(cluster)


def _run(database: str, people: int) -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    populate(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print("| database | what | seconds | ratio |\n|---|---|---|---|")
    for name, what, took, ratio in measure(database, people):
        print(f"| {name} | {what} | {took:.2f} | {ratio:.2f} |")
        sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args()
    run(chosen.database, chosen.people)
