"""Places move down the tree and back; none is made or lost on the way, none is moved that is in use."""

from collections.abc import Sequence
from dataclasses import dataclass

from nennep.core.errors import Refused

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit below gets of a quota: `seen` on the form, `now` under the lock, `wanted`, and `free` to take back."""

    unit_id: int
    name: str
    seen: int
    now: int
    wanted: int
    free: int


def movements(free: int, shares: Sequence[Share]) -> dict[int, int]:
    """Return the places to move to each unit (negative: back); units whose share stays are left out.

    Args:
        free: places of the unit that shares, neither shared out nor in use.
        shares: the units below; only those whose number was changed on the form move.

    Raises:
        Refused: places_out_of_range | quota_changed (somebody else moved places meanwhile) | quota_in_use | quota_short.
    """
    moves: dict[int, int] = {}
    for share in shares:
        if share.wanted == share.seen:
            continue
        check_places(share.wanted, least=0)
        if share.now != share.seen:
            raise Refused("quota_changed", unit=share.name, places=share.now)
        if share.free < share.now - share.wanted:
            raise Refused("quota_in_use", unit=share.name, free=share.free)
        moves[share.unit_id] = share.wanted - share.now
    asked = sum(moves.values())
    if asked > free:
        raise Refused("quota_short", asked=asked, free=free)
    return moves


def check_places(places: int, *, least: int = 1) -> None:
    """Stop a number of places that nobody means.

    Raises:
        Refused: places_out_of_range.
    """
    if not least <= places <= MOST:
        raise Refused("places_out_of_range", least=least, most=MOST)


def check_free(free: int, asked: int, unit: str) -> None:
    """Stop who takes more places away than are free.

    Raises:
        Refused: quota_in_use.
    """
    if asked > free:
        raise Refused("quota_in_use", unit=unit, free=free)
