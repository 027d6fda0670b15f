"""Dates of a person that cannot be true together. A partial date contradicts only when no day within it would do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from nennep.exchange.rules.reason import Reason, reject
from nennep.vietnamese.dates import PartialDate

ADMISSION_AGE = 18  # Điều lệ Đảng, Điều 1.2
OLDEST = 120


def years_later(day: date, years: int) -> date:
    """Return the same day so many years later; 28 February where 29 February does not exist (Bộ luật Dân sự 2015, Điều 148)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def contradictions(
    *, born: PartialDate | None, admitted: PartialDate | None, official: PartialDate | None, today: date
) -> list[Reason]:
    """Return why the dates of a life cannot be true, in the order of that life."""
    found = _alone(born=born, admitted=admitted, official=official, today=today)
    if found:  # a date that is wrong by itself proves nothing against the others
        return found
    adult = years_later(born.first, ADMISSION_AGE) if born is not None else date.min
    if admitted is not None and admitted.last < adult:
        found.append(reject("admitted_under_18", birth=born.text if born else "", value=admitted.text))
    if admitted is not None and official is not None and official.last < admitted.first:
        found.append(reject("official_before_admitted", admitted=admitted.text, value=official.text))
    if admitted is None and official is not None and official.last < adult:
        found.append(reject("official_under_18", birth=born.text if born else "", value=official.text))
    return found


def _alone(*, born: PartialDate | None, admitted: PartialDate | None, official: PartialDate | None, today: date) -> list[Reason]:
    found: list[Reason] = []
    if born is not None:
        if born.first > today:
            found.append(reject("birth_in_future", value=born.text))
        elif born.year < today.year - OLDEST:
            found.append(reject("born_too_long_ago", value=born.text))
    for code, day in (("admitted_in_future", admitted), ("official_in_future", official)):
        if day is not None and day.first > today:
            found.append(reject(code, value=day.text))
    return found


def as_typed(reasons: list[Reason], typed: Mapping[str, str]) -> list[Reason]:
    """Return the reasons with each date as it was typed beside what it was read as: {'15/08/2031': '15/8/2031'}."""
    shown = {read: f"{told} ({read})" for read, told in typed.items() if told and told != read}
    return [
        replace(
            one, facts={name: shown.get(value, value) if isinstance(value, str) else value for name, value in one.facts.items()}
        )
        for one in reasons
    ]
