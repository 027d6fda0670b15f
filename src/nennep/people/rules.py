"""Rules on a person's dates: pure."""

from datetime import date

from nennep.core.months import add_months

ADMISSION_AGE = 18  # Điều lệ Đảng, Điều 1.2: from the age of 18, counted by month (Quy định 294-QĐ/TW)


def contradictions(*, born: date | None, admitted: date | None, official: date | None, today: date) -> list[str]:
    """Return the codes of what cannot be true of these dates, in the order of life."""
    found = []
    if born is not None and born > today:
        found.append("birth_in_future")
    if born is not None and admitted is not None and admitted < add_months(born, 12 * ADMISSION_AGE):
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
