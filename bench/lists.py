"""The people list with 100,000 people against the same list with 1,000, and its number of queries.

.venv/bin/python -m bench.lists [--people N] [--database sqlite|postgres]
"""

import argparse
import statistics
import time
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from bench.database import analyze, own_database
from bench.table import line

FEW = 1_000
BORN = date(1955, 1, 1)
IN_CELL, IN_WARD = 25, 500
ROUNDS = 15
PAGES = {
    "first page": "",
    "second page": "?page=2",
    "search of a name": "?q=nguyen+thi",  # a full page in both
    "probationary members": "?standing=probationary",
    "one ward": "?unit={ward}",
}


def populate(people: int, root: object, prefix: str, chance: Random) -> object:
    """Write wards of 20 cells of 25 people below `root`; return the first ward. 3 % are probationary members."""
    from nennep.operations.demo.names import invent  # noqa: PLC0415 - settings come first
    from nennep.organizations.actions.steps import NewUnit, add_units  # noqa: PLC0415
    from nennep.organizations.scope import region_of  # noqa: PLC0415
    from nennep.people.models import Membership, Person  # noqa: PLC0415
    from nennep.vietnamese.names import sort_key  # noqa: PLC0415
    from nennep.vietnamese.text import fold  # noqa: PLC0415

    wards, _ = add_units([NewUnit(f"{prefix}W{at}", f"Đảng ủy phường {at}", "ward", root) for at in range(-(-people // IN_WARD))])
    asked = [
        NewUnit(f"{prefix}C{at}", f"Chi bộ {at}", "cell", wards[at * IN_CELL // IN_WARD]) for at in range(-(-people // IN_CELL))
    ]
    cells, _ = add_units(asked)
    names = [invent(chance, female=at % 2 == 0) for at in range(people)]
    made = Person.objects.bulk_create(
        (
            Person(
                code=f"{prefix}{at:06d}",
                full_name=name,
                sort_key=sort_key(name),
                search_key=fold(name),
                region=region_of(cells[at // IN_CELL].path),
                sex="FM"[at % 2],
                born_on=BORN + timedelta(days=at % 9000),
                admitted_on=BORN + timedelta(days=at % 9000 + 9000),
                official_on=BORN + timedelta(days=at % 9000 + 9366),
            )
            for at, name in enumerate(names)
        ),
        batch_size=2000,
    )
    Membership.objects.bulk_create(
        (
            Membership(person=one, unit=cells[at // IN_CELL], standing="probationary" if at % 33 == 0 else "official")
            for at, one in enumerate(made)
        ),
        batch_size=2000,
    )
    return wards[0]


def officer_of(root: object) -> object:
    """Return a browser in which an officer of `root` is signed in."""
    from django.test import Client  # noqa: PLC0415 - settings come first

    from nennep.accounts.models import User  # noqa: PLC0415
    from nennep.organizations.models import Grant  # noqa: PLC0415

    user = User.objects.create(username=f"officer-{root.pk}", full_name="Cán bộ")  # type: ignore[attr-defined]  # a unit
    Grant.objects.create(user=user, role="officer", unit=root)
    client = Client()
    client.force_login(user)
    return client


def queries(client: object, address: str) -> int:
    """Return how many queries a page makes."""
    from django.db import connection  # noqa: PLC0415 - settings come first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)  # type: ignore[attr-defined]  # a test client
    assert answer.status_code == 200, answer.status_code
    return len(asked.captured_queries)


def seconds(pages: list[tuple[object, str]]) -> list[float]:
    """Return the median time of each page; they are asked in turn, so that what else the machine does falls on all."""
    times: list[list[float]] = [[] for _ in pages]
    for _ in range(ROUNDS):
        for (client, address), taken in zip(pages, times, strict=True):
            begin = time.perf_counter()
            client.get(address)  # type: ignore[attr-defined]  # a test client
            taken.append(time.perf_counter() - begin)
    return [statistics.median(taken) for taken in times]


def measure(people: int) -> Iterable[tuple[str, float, float, float, list[int]]]:
    """Yield (page, seconds with few, seconds with many, ratio, queries of both)."""
    from nennep.organizations import catalog  # noqa: PLC0415 - settings come first
    from nennep.organizations.actions.steps import NewUnit, add_units  # noqa: PLC0415

    catalog.load()
    roots, _ = add_units([NewUnit("FEW", "Tỉnh ủy nhỏ", "province"), NewUnit("MANY", "Tỉnh ủy lớn", "province")])
    chance = Random(11)
    clients = [
        (officer_of(root), populate(number, root, root.code[0], chance)) for root, number in zip(roots, (FEW, people), strict=True)
    ]
    analyze()
    for name, query in PAGES.items():
        pages = [(client, "/people/" + query.format(ward=ward.pk)) for client, ward in clients]  # type: ignore[attr-defined]  # a unit
        asked = [queries(*page) for page in pages]
        few, many = seconds(pages)
        yield name, few, many, many / few, asked


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args()
    with own_database(chosen.database):
        print(f"| {chosen.database} | {FEW} people | {chosen.people} people | ratio | queries |\n|---|---|---|---|---|")
        for name, few, many, ratio, asked in measure(chosen.people):
            print(f"| people list, {name} | {few * 1000:.0f} ms | {many * 1000:.0f} ms | {ratio:.2f} | {asked[0]} and {asked[1]} |")
            what = f"people list, {name}: {chosen.people:,} people against {FEW:,} in the same database"
            line(what, f"{ratio:.2f} times, queries {asked[0]} and {asked[1]}", "1.5, as many queries", chosen.database)
