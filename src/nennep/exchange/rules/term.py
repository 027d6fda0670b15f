"""Dates of a person that cannot be true together. A partial date contradicts only when no day within it would do."""

import calendar
from datetime import date

from nennep.exchange.rules.reason import Reason, reject
from nennep.vietnamese.dates import PartialDate

ADMISSION_AGE = 18  # Điều lệ Đảng, Điều 1.2
OLDEST = 120


def years_later(day: date, years: int) -> date:
    """Return the same day so many years later; 28 February where 29 February does not exist (Bộ luật Dân sự 2015, Điều 148)."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))


def contradictions(
    *, born: PartialDate | None, admitted: PartialDate | None, official: PartialDate | None, today: date
) -> list[Reason]:
    """Return why the dates of a life cannot be true, in the order of that life."""
    found = _alone(born=born, admitted=admitted, official=official, today=today)
    if found:  # a date that is wrong by itself proves nothing against the others
        return found
    if born is not None and admitted is not None and admitted.last < years_later(born.first, ADMISSION_AGE):
        found.append(reject("admitted_under_18", birth=born.text, value=admitted.text))
    if admitted is not None and official is not None and official.last < admitted.first:
        found.append(reject("official_before_admitted", admitted=admitted.text, value=official.text))
    if admitted is None and born is not None and official is not None and official.last < years_later(born.first, ADMISSION_AGE):
        found.append(reject("official_under_18", birth=born.text, value=official.text))
    return found


def _alone(*, born: PartialDate | None, admitted: PartialDate | None, official: PartialDate | None, today: date) -> list[Reason]:
    found: list[Reason] = []
    if born is not None:
        if born.first > today:
            found.append(reject("birth_in_future", value=born.text))
        elif born.last < years_later(today, -OLDEST):
            found.append(reject("born_too_long_ago", value=born.text))
    for code, day in (("admitted_in_future", admitted), ("official_in_future", official)):
        if day is not None and day.first > today:
            found.append(reject(code, value=day.text))
    return found
