"""From places in the tree to conditions: 'at or below one of these units' as a range of one index."""

from collections.abc import Iterable

from django.db.models import Q

TOP = "z"  # sorts after the digits of which paths are made, under every collation


def within(paths: Iterable[str], field: str = "path") -> Q:
    """Return the condition that the unit path in `field` lies at or below one of `paths`.

    The empty path is the root of everything; no path at all matches nothing.
    """
    condition = Q(pk__in=[])
    for path in paths:
        if path == "":
            return Q()
        condition |= Q(**{f"{field}__gte": path, f"{field}__lt": path + TOP})
    return condition


def ancestors_of(path: str) -> list[int]:
    """Return the ids of the unit at `path` and of all above it, from the root."""
    return [int(path[start : start + 8]) for start in range(0, len(path), 8)]
