"""The units of a year book put in order: parents before children, whatever the order of the rows."""

from collections.abc import Mapping, Sequence

from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.reason import reject

Key = tuple[str, int]


def check_units(rows: Sequence[BookRow]) -> None:
    """Reject units whose dates cannot be, and second rows for a unit that was not dissolved before."""
    first: dict[str, BookRow] = {}
    for row in rows:
        founded, dissolved = row["founded"], row["dissolved"]
        if founded is not None and dissolved is not None and dissolved.last < founded.first:
            row.reasons.append(reject("ends_before_start", start=founded.text, value=dissolved.text))
        if row["parent"] and row["code"] and row["parent"].casefold() == row["code"].casefold():
            row.reasons.append(reject("unit_under_itself", value=row["parent"]))
        if row.rejected or not row["code"]:
            continue
        earlier = first.setdefault(row["code"].casefold(), row)
        if earlier is not row and not _follows(earlier, row) and not _follows(row, earlier):
            row.reasons.append(reject("row_twice", row=earlier.number))


def _follows(earlier: BookRow, later: BookRow) -> bool:
    """Tell whether a code was used again after a unit had ended."""
    ended, founded = earlier["dissolved"], later["founded"]
    return ended is not None and founded is not None and ended.first <= founded.last


def levels(rows: Sequence[BookRow], known: Mapping[str, object]) -> list[list[BookRow]]:
    """Return the rows level by level, each below units that are `known` (by code) or of a level before.

    Rows in a circle, and rows below a unit that nobody knows or that was rejected, are rejected.
    """
    waiting = [row for row in rows if not row.rejected]
    offered = {row["code"].casefold() for row in waiting}
    placed: set[str] = set()
    found: list[list[BookRow]] = []
    while waiting:
        ready = [row for row in waiting if _is_ready(row, known, offered, placed)]
        if not ready:
            break
        found.append(ready)
        placed |= {row["code"].casefold() for row in ready}
        taken = set(map(id, ready))
        waiting = [row for row in waiting if id(row) not in taken]
    _reject_rest(waiting, known)
    return found


def _is_ready(row: BookRow, known: Mapping[str, object], offered: set[str], placed: set[str]) -> bool:
    parent = row["parent"].casefold() if row["parent"] else ""
    return not parent or parent in placed or (parent in known and parent not in offered)


def _reject_rest(rows: Sequence[BookRow], known: Mapping[str, object]) -> None:
    by_code = {row["code"].casefold(): row for row in rows}
    for row in rows:
        above = row["parent"].casefold()
        passed = {row["code"].casefold()}
        while above in by_code and above not in passed:
            passed.add(above)
            above = by_code[above]["parent"].casefold()
        circle = above == row["code"].casefold()
        row.reasons.append(reject("unit_circle" if circle else "parent_unknown", value=row["parent"]))
