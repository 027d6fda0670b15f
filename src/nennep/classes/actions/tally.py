"""Writing what was counted ahead: a cache of figures, so no entry in the log."""

from collections.abc import Iterable
from datetime import date, datetime

from nennep.classes.models import ClassTally
from nennep.classes.queries.tally import pack
from nennep.organizations.models import Unit


def refresh(unit: Unit, *, today: date, now: datetime) -> None:
    """Count the classes and trainees of a unit ahead."""
    found = {**pack(unit, today), "as_of": today, "computed_at": now}
    ClassTally.objects.update_or_create(unit_path=unit.path, defaults=found)


def forget(kept: Iterable[Unit]) -> None:
    """Forget what was counted for other units."""
    ClassTally.objects.exclude(unit_path__in=[unit.path for unit in kept]).delete()
