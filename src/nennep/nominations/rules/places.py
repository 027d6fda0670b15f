"""Whose place a dossier takes: the share of the cell that proposed it, else of the unit above, up to the round's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nennep.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Claim:
    """A dossier that wants a place; `accounts` are those it may take one from, nearest first."""

    pk: int
    accounts: Sequence[int]


def assign(claims: Sequence[Claim], free: Mapping[int, int]) -> dict[int, int]:
    """Return the account that each claim takes its place from, claims served in their order; those left over are left out."""
    left = dict(free)
    taken: dict[int, int] = {}
    for claim in claims:
        account = next((pk for pk in claim.accounts if left.get(pk, 0) > 0), None)
        if account is not None:
            left[account] -= 1
            taken[claim.pk] = account
    return taken


def assign_all(claims: Sequence[Claim], free: Mapping[int, int]) -> dict[int, int]:
    """Return the account that each claim takes its place from.

    Raises:
        Refused: no_place, with the places wanted and those that could be given.
    """
    taken = assign(claims, free)
    if len(taken) < len(claims):
        raise Refused("no_place", asked=len(claims), free=len(taken))
    return taken
