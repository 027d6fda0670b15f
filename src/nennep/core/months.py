"""Counting in months, as the rules of the Party count."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later (or earlier, when negative).

    Where that month has no such day, its last day: 29/02/2024 and 12 months give 28/02/2025.

    Raises:
        ValueError: when the year leaves what a date can hold.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"no such year: {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
