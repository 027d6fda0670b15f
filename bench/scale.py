"""The pages of a root, a province, a commune and a cell in the database that NENNEP_DATABASE_URL names; prints JSON.

Called by bench.country for a database of 100,000 people and for the same units in one of a country.
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import django

ROUNDS = 9
LONG = 5.0  # seconds from which a page is not asked again
YEAR = date.today().year - 1  # noqa: DTZ011 - the last whole year
EARLIER = YEAR - 4  # counted ahead by no job
PAGES = {
    "desk": "/",
    "people, first page": "/people/",
    "people, page 10": "/people/?page=10",
    "search, frequent name": "/people/?q=nguyen+van",
    "search, rare name": "/people/?q=to+khac+quy",
    "search field": "/search/?q=le+hoang",
    "due list": "/obligations/",
    "due list, overdue": "/obligations/?timing=overdue",
    "coverage of levels, rows": f"/reports/rows/?from={YEAR}&to={YEAR}&figure=theory_level.TC",
    "annual report": f"/reports/?from={YEAR}&to={YEAR}",
    "annual report, tree of its time": f"/reports/?from={YEAR}&to={YEAR}&tree=then",
    "annual report of an earlier year": f"/reports/?from={EARLIER}&to={EARLIER}",
    "the same, tree of its time": f"/reports/?from={EARLIER}&to={EARLIER}&tree=then",
}
ACCESS = re.compile(r"(?:Index(?: Only)? Scan(?: Backward)?|Bitmap Index Scan|Seq Scan)(?: using \S+)? on \S+")


def units() -> dict[str, Any]:
    """Return the root, the province that both databases have, and a commune and a cell of it."""
    from nennep.organizations.models import Unit  # noqa: PLC0415 - settings come first

    root, province = Unit.objects.get(parent=None), Unit.objects.get(code="T00")
    commune = Unit.objects.get(code="T00-010")
    cell = Unit.objects.filter(path__startswith=commune.path, kind="cell").order_by("path")[5]
    return {"root": root, "province": province, "commune": commune, "cell": cell}


def officer_of(unit: Any) -> Any:
    """Return a browser in which an officer of a unit is signed in."""
    from django.test import Client  # noqa: PLC0415 - settings come first

    from nennep.accounts.models import User  # noqa: PLC0415
    from nennep.organizations.models import Grant  # noqa: PLC0415

    user, _ = User.objects.get_or_create(username=f"bench-{unit.code}", defaults={"full_name": "Cán bộ"})
    Grant.objects.get_or_create(user=user, role="officer", unit=unit)
    client = Client()
    client.force_login(user)
    return client


def measured(client: Any, address: str) -> dict[str, Any]:
    """Return the quickest of some rounds (other work on the machine only adds), the queries, and how the slowest reads."""
    from django.db import connection  # noqa: PLC0415 - settings come first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        begin = time.perf_counter()
        answer = client.get(address)
        times = [time.perf_counter() - begin]
    assert answer.status_code == 200, (address, answer.status_code)
    asked = list(queries.captured_queries)
    for _ in range(ROUNDS if times[0] < LONG else 0):
        begin = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - begin)
    slowest = max(asked, key=lambda one: float(one["time"]))
    return {"seconds": min(times), "queries": len(asked), **plan(slowest["sql"])}


def plan(statement: str) -> dict[str, Any]:
    """Return by which indexes a statement reads, and how many blocks of 8 KB."""
    from django.db import connection  # noqa: PLC0415 - settings come first

    if not statement.lstrip().startswith(("SELECT", "WITH")):
        return {"blocks": 0, "access": []}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
        lines = [row[0] for row in cursor.fetchall()]
    blocks = next((sum(map(int, re.findall(r"(?:hit|read)=(\d+)", line))) for line in lines if "Buffers: shared" in line), 0)
    access = dict.fromkeys(found for line in lines if "never executed" not in line for found in ACCESS.findall(line))
    return {"blocks": blocks, "access": list(access), "statement": " ".join(statement.split())[:80]}


def rows() -> Iterator[dict[str, Any]]:
    """Yield one measurement for each unit and page."""
    for level, unit in units().items():
        client = officer_of(unit)
        for page, address in PAGES.items():
            yield {"unit": level, "page": page, **measured(client, address)}
            print(f"{level}, {page}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(list(rows()), ensure_ascii=False))
