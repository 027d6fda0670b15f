"""From a mark to its classification, by the bands of a rule set."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

LOWEST, HIGHEST = Decimal(0), Decimal(10)


@dataclass(frozen=True, slots=True)
class BandFact:
    """One class of results: marks from `min_mark` (0 to 10, itself included) up to the next band; None: given without marks."""

    key: str
    label: str
    min_mark: Decimal | None


def classify(mark: Decimal, bands: Iterable[BandFact]) -> BandFact | None:
    """Return the highest band that `mark` reaches; None when it reaches none."""
    reached = [band for band in bands if band.min_mark is not None and mark >= band.min_mark]
    return max(reached, key=lambda band: band.min_mark or LOWEST, default=None)


def passes(mark: Decimal, pass_mark: Decimal) -> bool:
    """Say whether `mark` is enough."""
    return mark >= pass_mark


def attends_enough(attended: int, expected: int, floor: Decimal) -> bool:
    """Say whether `attended` of `expected` sessions reach the floor (in percent); of no sessions nobody misses any."""
    return attended * 100 >= floor * expected


def problem_of(bands: Iterable[BandFact], *, uses_marks: bool, pass_mark: Decimal) -> str:
    """Return why bands cannot stand in a rule set, '' when they can.

    Answers: no_bands, band_needs_mark, band_outside_scale, band_mark_twice, pass_outside_scale.
    """
    listed = list(bands)
    marks = [band.min_mark for band in listed if band.min_mark is not None]
    faults = {
        "no_bands": not listed,
        "band_needs_mark": uses_marks and len(marks) < len(listed),
        "band_outside_scale": any(not LOWEST <= mark <= HIGHEST for mark in marks),
        "band_mark_twice": len(set(marks)) < len(marks),
        "pass_outside_scale": not LOWEST <= pass_mark <= HIGHEST,
    }
    return next((fault for fault, holds in faults.items() if holds), "")
