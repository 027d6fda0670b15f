"""Rules on a person's dates: pure."""

from datetime import date

ADMISSION_AGE = 18  # Điều lệ Đảng, Điều 1.2: from the age of 18, counted by month (Quy định 294-QĐ/TW)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days  # noqa: PLR2004 - December
    return date(year, month + 1, min(day.day, last))


def contradictions(*, born: date | None, admitted: date | None, official: date | None, today: date) -> list[str]:
    """Return the codes of what cannot be true of these dates, in the order of life."""
    found = []
    if born is not None and born > today:
        found.append("birth_in_future")
    if born is not None and admitted is not None and admitted < months_later(born, 12 * ADMISSION_AGE):
        found.append("admitted_too_young")
    if admitted is not None and official is not None and official < admitted:
        found.append("official_before_admitted")
    if any(day is not None and day > today for day in (admitted, official)):
        found.append("date_in_future")
    return found


def mask(value: str) -> str:
    """Return a number with all but its last three characters hidden."""
    shown = value[-3:] if len(value) > 3 else ""  # noqa: PLR2004 - the last three
    return "•" * (len(value) - len(shown)) + shown
