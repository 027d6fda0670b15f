"""The only place that asks what time it is; rules and verbs are told."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date in Vietnam."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the day in Vietnam on which a moment lies."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def aware(value: Any) -> Any:
    """Return a moment that was read by a statement written out with its zone: SQLite keeps it in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


@lru_cache(2000)
def read(text: str) -> datetime:
    """Return the moment that a text in the form of ISO 8601 says, in UTC, which it is taken for where it names no zone.

    Those of a class called at once share one.

    Raises:
        ValueError: it says none.
    """
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
