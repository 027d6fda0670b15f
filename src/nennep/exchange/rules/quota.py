"""How stated quotas become movements of the ledger: shared out of the nearest unit above that has enough, else from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nennep.exchange.rules.reason import Reason, reject, warn


@dataclass(frozen=True, slots=True)
class Stated:
    """What a row states of a unit: `places`; `above` are the units above it from the root, `known` what the ledger says."""

    unit_id: int
    above: Sequence[int]
    places: int
    known: int


@dataclass(slots=True)
class Settled:
    """What a row moves: pairs (unit that gives, None for outside; places, negative: back), and what to know."""

    known: int
    moves: list[tuple[int | None, int]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


def settle(rows: Sequence[Stated], free: Mapping[int, int], from_above: Mapping[tuple[int, int], int]) -> dict[int, Settled]:
    """Return what each row moves; rows come from the top of the tree down.

    Args:
        rows: what is stated.
        free: places neither shared out nor used of each unit that has an account.
        from_above: places that a unit holds from one above it: {(unit, unit above): places}.
    """
    left = dict(free)
    found: dict[int, Settled] = {}
    for row in rows:
        settled = found[row.unit_id] = Settled(row.known)
        difference = row.places - row.known
        if difference > 0:
            _grow(row, difference, left, settled)
        elif difference < 0:
            _shrink(row, -difference, left, from_above, settled)
    return found


def _grow(row: Stated, places: int, left: dict[int, int], settled: Settled) -> None:
    holders = [unit for unit in reversed(row.above) if unit in left]
    source = next((unit for unit in holders if left[unit] >= places), None)
    if source is not None:
        left[source] -= places
    elif holders:
        settled.reasons.append(warn("quota_not_covered", value=str(places)))
    settled.moves.append((source, places))
    left[row.unit_id] = left.get(row.unit_id, 0) + places


def _shrink(row: Stated, places: int, left: dict[int, int], from_above: Mapping[tuple[int, int], int], settled: Settled) -> None:
    if left.get(row.unit_id, 0) < places:
        settled.reasons.append(reject("quota_in_use", value=str(row.places), known=str(row.known)))
        return
    left[row.unit_id] -= places
    for unit in reversed(row.above):
        back = min(places, from_above.get((row.unit_id, unit), 0))
        if back > 0:
            settled.moves.append((unit, -back))
            left[unit] = left.get(unit, 0) + back
            places -= back
    if places:
        settled.moves.append((None, -places))
