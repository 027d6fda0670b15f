"""The verbs of the ledger: grant, share out, give back, correct."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nennep.audit.actions import record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.models import Unit
from nennep.planning import policy
from nennep.planning.actions import steps
from nennep.planning.actions.steps import Movement
from nennep.planning.models import EntryKind, QuotaAccount
from nennep.planning.queries import board, quota
from nennep.planning.rules import ledger
from nennep.programs.models import Program


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form says of one unit: the share it showed and the share that is wanted."""

    unit_id: int
    seen: int
    wanted: int


@verb
def grant_places(*, actor: Actor, unit: Unit, program: Program, year: int, places: int, basis: str, now: datetime) -> QuotaAccount:
    """Note places that a body outside the system granted to a unit, on the basis of a decision or letter.

    Raises:
        Forbidden: the actor does not keep the unit's quotas.
        Refused: places_out_of_range | quota_basis_missing | quota_from_above (the unit above shares this quota out itself).
    """
    require(policy.can_keep_quotas(actor, unit))
    ledger.check_places(places)
    _require_basis(basis)
    account = steps.open_accounts([unit.pk], program.pk, year)[unit.pk]
    account.unit, account.program = unit, program
    above = quota.account_above(account)
    if above is not None and quota.sums([above.pk])[above.pk].granted > 0:
        raise Refused("quota_from_above", unit=above.unit.name)
    before = account.balance
    steps.move([Movement(account, None, EntryKind.GRANT, places)], by_id=actor.user_id, at=now, basis=basis)
    record(actor, [steps.changed("planning.grant", account, before=before, after=account.balance, basis=basis)])
    return account


@verb
def share_out(*, actor: Actor, account: QuotaAccount, wishes: Sequence[Wish], basis: str, now: datetime) -> int:
    """Give the units directly below their shares of a quota, all at once; returns how many shares changed.

    A share that grows is shared out, one that shrinks is corrected. Nothing moves when one number cannot be.

    Raises:
        Forbidden: the actor does not keep the quotas of the account's unit.
        Refused: quota_not_here | places_out_of_range | quota_changed | quota_in_use | quota_short.
    """
    require(policy.can_keep_quotas(actor, account.unit))
    wanted = {wish.unit_id: wish for wish in wishes if wish.wanted != wish.seen}
    units = {unit.pk: unit for unit in board.units_below(account.unit).filter(pk__in=wanted)}
    if len(units) < len(wanted):
        raise Refused("quota_not_here", unit=account.unit.name)
    accounts = steps.open_accounts([account.unit_id, *wanted], account.program_id, account.year)
    own = accounts[account.unit_id]
    held = quota.shares(own)
    moves = ledger.movements(
        own.free,
        [
            ledger.Share(pk, units[pk].name, wish.seen, held.get(pk, 0), wish.wanted, accounts[pk].free)
            for pk, wish in wanted.items()
        ],
    )
    before = {pk: accounts[pk].balance for pk in moves}
    steps.move([_movement(accounts[pk], own, places) for pk, places in moves.items()], by_id=actor.user_id, at=now, basis=basis)
    for pk in moves:
        accounts[pk].unit, accounts[pk].program = units[pk], account.program
    record(
        actor,
        [steps.changed("planning.share", accounts[pk], before=before[pk], after=accounts[pk].balance, basis=basis) for pk in moves],
    )
    return len(moves)


@verb
def give_back(*, actor: Actor, account: QuotaAccount, places: int, basis: str, now: datetime) -> None:
    """Give back places that the unit cannot fill: to the unit above that shared them out, else to the world outside.

    Raises:
        Forbidden: the actor does not act for the unit.
        Refused: places_out_of_range | quota_in_use | quota_basis_missing.
    """
    require(policy.can_give_back(actor, account.unit))
    ledger.check_places(places)
    _require_basis(basis)
    above = quota.account_above(account)
    pks = [account.pk] if above is None else [account.pk, above.pk]
    locked = quota.lock_and_count(pks)
    own = locked[account.pk]
    own.unit, own.program = account.unit, account.program
    ledger.check_free(own.free, places, account.unit.name)
    source = locked[above.pk] if above is not None and quota.shares(above).get(account.unit_id, 0) >= places else None
    if source is None:
        ledger.check_free(quota.from_outside(own), places, account.unit.name)
    before = own.balance
    steps.move([Movement(own, source, EntryKind.RETURN, -places)], by_id=actor.user_id, at=now, basis=basis)
    record(actor, [steps.changed("planning.give_back", own, before=before, after=own.balance, basis=basis)])


@verb
def correct_grant(*, actor: Actor, account: QuotaAccount, places: int, basis: str, now: datetime) -> None:
    """Set what a body outside the system granted to the right number, with the reason.

    Raises:
        Forbidden: the actor does not keep the unit's quotas.
        Refused: places_out_of_range | quota_in_use | quota_basis_missing.
    """
    require(policy.can_keep_quotas(actor, account.unit))
    ledger.check_places(places, least=0)
    _require_basis(basis)
    own = quota.lock_and_count([account.pk])[account.pk]
    own.unit, own.program = account.unit, account.program
    difference = places - quota.from_outside(own)
    ledger.check_free(own.free, -difference, account.unit.name)
    if not difference:
        return
    before = own.balance
    steps.move([Movement(own, None, EntryKind.CORRECTION, difference)], by_id=actor.user_id, at=now, basis=basis)
    record(actor, [steps.changed("planning.correct", own, before=before, after=own.balance, basis=basis)])


def _movement(to: QuotaAccount, source: QuotaAccount, places: int) -> Movement:
    return Movement(to, source, EntryKind.SHARE if places > 0 else EntryKind.CORRECTION, places)


def _require_basis(basis: str) -> None:
    if not basis.strip():
        raise Refused("quota_basis_missing")
