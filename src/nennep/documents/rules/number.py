"""How papers are numbered (DOMAIN.md section 8): the Party through a term, the State through a calendar year."""

from datetime import date

TERM_YEARS = 5


def symbol(layout: str, number: int | None, type_code: str, organ: str) -> str:
    """Return '34-KH/ĐU' (Party) or '36/QĐ-TCT' (State); a paper without a number keeps the place for it open.

    Sources: guide 36-HD/VPTW 1.3 (Party); decree 30/2020/NĐ-CP (State, not compared with the text).
    """
    digits = "…" if number is None else f"{number:02d}"
    return f"{digits}/{type_code}-{organ}" if layout == "state" else f"{digits}-{type_code}/{organ}"


def period(layout: str, on: date, term_starts_on: date) -> str:
    """Return the span through which a counter runs: '2026', or the term '2025-2030' that holds the day `on`.

    `term_starts_on` is the day from which the present term counts; other terms lie five years apart from it.
    """
    if layout == "state":
        return str(on.year)
    year = term_starts_on.year
    while on < _same_day(term_starts_on, year):
        year -= TERM_YEARS
    while on >= _same_day(term_starts_on, year + TERM_YEARS):
        year += TERM_YEARS
    return f"{year}-{year + TERM_YEARS}"


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


_ORGANS = {
    "province": "TU",
    "district": "HU",
    "town": "ThU",
    "bloc": "ĐUK",
    "divisional_committee": "ĐBBP",
    "base_cell": "CB",
    "cell": "CB",
    "political_school": "TCT",
    "political_center": "TTCT",
    "other_provider": "CSĐT",
}


def organ(kind: str) -> str:
    """Return the usual abbreviation of a kind of unit in a symbol: 'ĐU' for a committee, 'CB' for a cell."""
    return _ORGANS.get(kind, "ĐU")
