"""How many people belong to units, by standing."""

from collections.abc import Iterable

from django.db.models import Count

from nennep.organizations.scope import within
from nennep.people.models import Membership


def by_standing(paths: Iterable[str]) -> dict[str, int]:
    """Return how many people belong now to the units at or below `paths`: {standing: people}."""
    rows = Membership.objects.filter(within(paths, "unit__path"), ends_on=None)
    return dict(rows.order_by().values_list("standing").annotate(n=Count("pk")))
