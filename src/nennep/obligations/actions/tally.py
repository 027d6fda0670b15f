"""Writing what was counted ahead: a cache of figures, so no entry in the log."""

from collections.abc import Iterable
from datetime import date, datetime

from nennep.core.actors import console
from nennep.obligations.models import DueTally
from nennep.obligations.queries.due import lines
from nennep.obligations.queries.tally import pack
from nennep.organizations.models import Unit
from nennep.people.queries.standing import by_standing


def refresh(units: Iterable[Unit], *, today: date, now: datetime, keep: Iterable[Unit] | None = None) -> None:
    """Count the lines of units ahead; with `keep`, forget the counts of all other units."""
    for unit in units:
        found = {"figures": pack(lines(console(), unit, today)), "people": by_standing([unit.path])}
        DueTally.objects.update_or_create(unit_path=unit.path, defaults={**found, "as_of": today, "computed_at": now})
    if keep is not None:
        DueTally.objects.exclude(unit_path__in=[unit.path for unit in keep]).delete()
