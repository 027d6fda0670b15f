"""Reading a list of places: columns level, code, name, parent; provinces, districts and communes in any order."""

import csv
from pathlib import Path

from nennep.core.errors import Refused
from nennep.operations.synthesis.plan import Node

LEVELS = ("province", "district", "commune")
COLUMNS = {"level", "code", "name", "parent"}


def read(path: Path, province: str = "") -> list[Node]:
    """Return the provinces of a list in its order, each with what lies below it; only one where its code is given.

    Raises:
        Refused: place_list_unreadable, it has other columns; place_without_parent; place_list_empty.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or not set(rows[0]) >= COLUMNS or any(row["level"] not in LEVELS for row in rows):
        raise Refused("place_list_unreadable", file=path.name)
    nodes = {row["code"]: Node(row["level"], row["code"], row["name"]) for row in rows}
    for row in rows:
        if row["level"] == "province":
            continue
        if row["parent"] not in nodes:
            raise Refused("place_without_parent", code=row["code"], parent=row["parent"])
        nodes[row["parent"]].below.append(nodes[row["code"]])
    found = [node for node in nodes.values() if node.level == "province" and province in ("", node.code)]
    if not found:
        raise Refused("place_list_empty", file=path.name)
    return found
