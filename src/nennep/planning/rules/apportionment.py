"""Splitting places by weight, by a stated method, with floors and caps; what comes out always adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from nennep.core.errors import Refused


class Method(StrEnum):
    """How places are split."""

    LARGEST_REMAINDER = "largest_remainder"
    SAINTE_LAGUE = "sainte_lague"


@dataclass(frozen=True, slots=True)
class Claimant:
    """One unit: its weight (people), the places that it keeps in any case, the most that it may get (None: no limit)."""

    weight: int
    floor: int = 0
    cap: int | None = None


def split(places: int, claimants: Sequence[Claimant], method: Method) -> list[int]:
    """Return the places of each claimant: their sum is `places`, unless the caps leave some over.

    Of equals the earlier one comes first. When nobody weighs anything all weigh the same.

    Raises:
        Refused: floors_too_high (the floors alone need more places than there are).
    """
    floors = sum(one.floor for one in claimants)
    if floors > places:
        raise Refused("floors_too_high", floors=floors, places=places)
    if not any(one.weight for one in claimants):
        claimants = [Claimant(1, one.floor, one.cap) for one in claimants]
    given = [one.floor for one in claimants]
    for _ in range(places - floors):
        taker = _next(claimants, given, places, method)
        if taker is None:
            break
        given[taker] += 1
    return given


def _next(claimants: Sequence[Claimant], given: Sequence[int], places: int, method: Method) -> int | None:
    """Return who gets the next place: the greatest remainder of the ideal share, or the greatest quotient w/(2n+1)."""
    whole = sum(one.weight for one in claimants)
    best: tuple[Fraction, int] | None = None
    for number, (one, has) in enumerate(zip(claimants, given, strict=True)):
        if not one.weight or has >= (places if one.cap is None else one.cap):
            continue
        claim = (
            Fraction(one.weight * places, whole) - has if method == Method.LARGEST_REMAINDER else Fraction(one.weight, 2 * has + 1)
        )
        if best is None or claim > best[0]:
            best = (claim, number)
    return None if best is None else best[1]
