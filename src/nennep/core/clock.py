"""The only place that asks what time it is; rules and verbs are told."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date in Vietnam."""
    return timezone.localdate()


def day_of(moment: datetime) -> date:
    """Return the day in Vietnam on which a moment lies."""
    return timezone.localdate(moment)


def aware(value: Any) -> Any:
    """Return a moment that was read by a statement written out with its zone: SQLite keeps it in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
