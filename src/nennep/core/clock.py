"""The only place that asks what time it is; rules and verbs are told."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date in Vietnam."""
    return timezone.localdate()
