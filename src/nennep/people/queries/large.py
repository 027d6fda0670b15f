"""Units so large that their figures are tallied ahead instead of counted at each look."""

from collections.abc import Sequence

from django.db.models import Count
from django.db.models.functions import Length, Substr

from nennep.organizations.models import Unit
from nennep.organizations.scope import STEP, TOP

LARGE = 1_500  # units at or below: some 35,000 people
LEVELS = 4  # below these no unit is large


def only_place(paths: Sequence[str]) -> str:
    """Return the one of these places at or below which all others lie, '' where there is none such."""
    top = min(paths, default="")
    return top if all(path.startswith(top) for path in paths) else ""


def has_as_many(unit: Unit, at_least: int) -> bool:
    """Say whether at least so many units in being stand at or below a unit (reads no more than that many)."""
    inside = Unit.objects.filter(path__gte=unit.path, path__lt=unit.path + TOP, dissolved_on=None).order_by()
    return inside[:at_least].count() == at_least


def large_units(at_least: int = LARGE) -> list[Unit]:
    """Return the units in being with at least so many units at or below them, those above first (one query a level, and one)."""
    paths: list[str] = []
    for length in range(STEP, LEVELS * STEP + 1, STEP):
        tops = Unit.objects.filter(dissolved_on=None).annotate(length=Length("path"), top=Substr("path", 1, length))
        counted = tops.filter(length__gte=length).order_by().values("top").annotate(n=Count("pk"))
        found = list(counted.filter(n__gte=at_least).values_list("top", flat=True))
        if not found:
            break
        paths += found
    return list(Unit.objects.filter(path__in=paths).select_related("kind").order_by("path"))
