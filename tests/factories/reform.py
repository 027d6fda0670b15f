"""The reorganization of 1 July 2025 as a plan, from its data (see the README beside them)."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from nennep.organizations.actions.steps import NewUnit
from nennep.reorganizations.rules.deed import Deed, Line, Share

DAY = date(2025, 7, 1)
FOUNDED = date(2000, 1, 1)
TOP = "TW"
LEVELS = ("province", "district", "commune")  # they are also the kinds


@cache
def table(folder: Path, name: str) -> tuple[dict[str, str], ...]:
    """Return a table of the data."""
    with (folder / name).open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def merged_into(folder: Path, new: str) -> list[str]:
    """Return the codes of the old provinces of a new one."""
    return [row["old"] for row in table(folder, "provinces.csv") if row["new"] == new]


def units_before(folder: Path, new: str) -> list[NewUnit]:
    """Return the units of the old provinces of a new one, parents first, under the top."""
    inside = set(merged_into(folder, new))
    found = [NewUnit(TOP, "Trung ương", "central", None, FOUNDED)]
    for level in LEVELS:
        for row in table(folder, "units_before.csv"):
            if row["level"] == level and (row["code"] in inside or row["parent"] in inside):
                inside.add(row["code"])
                found.append(NewUnit(row["code"], row["name"], level, row["parent"] or TOP, FOUNDED))
    return found


def lines(folder: Path, provinces: set[str] | None = None) -> Iterator[Line]:
    """Yield the plan of all new provinces, or of some."""
    after = {row["code"]: row for row in table(folder, "units_after.csv")}
    above = {row["code"]: row["parent"] for row in table(folder, "units_before.csv")}
    joined = {row["old"]: row["new"] for row in table(folder, "provinces.csv")}
    wanted = {old for old, new in joined.items() if provinces is None or new in provinces}
    rows = [row for row in table(folder, "communes.csv") if _province(row["old"], above) in wanted]
    shares = Counter(row["old"] for row in rows)
    number = 1
    for old in sorted(wanted):
        number += 1
        yield Line(number, Deed.MERGE, old, joined[old], after[joined[old]]["name"], "province", TOP)
    for row in rows:
        number += 1
        new = after[row["new"]]
        deed, share = (Deed.MERGE, None) if shares[row["old"]] == 1 else (Deed.SPLIT, Share(row["share"]))
        yield Line(number, deed, row["old"], row["new"], new["name"], "commune", new["parent"], share)
    taken = {row["old"] for row in rows}
    for code, parent in above.items():
        if parent in wanted and code not in taken:
            number += 1
            yield Line(number, Deed.DISSOLVE, code)


def _province(code: str, above: dict[str, str]) -> str:
    while above.get(code):
        code = above[code]
    return code
