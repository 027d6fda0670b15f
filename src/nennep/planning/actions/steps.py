"""Steps on collections of accounts that verbs of several apps share; they join the caller's transaction."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nennep.audit.actions import Change
from nennep.core import clock
from nennep.core.errors import Refused
from nennep.organizations.following import Log
from nennep.planning.models import EntryKind, QuotaAccount, QuotaEntry
from nennep.planning.queries.quota import lock_and_count


@dataclass(frozen=True, slots=True)
class Movement:
    """`places` go to `to` (negative: come back from it); `source` is the account on the other side, None the world outside."""

    to: QuotaAccount
    source: QuotaAccount | None
    kind: EntryKind
    places: int


def open_accounts(unit_ids: Collection[int], program_id: int, year: int) -> dict[int, QuotaAccount]:
    """Return the accounts of units for a program and year, by unit id, locked; those that were missing are made."""
    QuotaAccount.objects.bulk_create(
        [QuotaAccount(unit_id=pk, program_id=program_id, year=year) for pk in sorted(unit_ids)], ignore_conflicts=True
    )
    same = QuotaAccount.objects.filter(unit__in=unit_ids, program=program_id, year=year)
    locked = lock_and_count(same.values_list("pk", flat=True))
    return {account.unit_id: account for account in locked.values()}


def move(movements: Sequence[Movement], *, by_id: int | None, at: datetime, basis: str) -> None:
    """Enter movements between locked accounts: two lines each (one, when it comes from outside), balances in step."""
    entries: list[QuotaEntry] = []
    touched: dict[int, QuotaAccount] = {}
    for one in movements:
        token = uuid.uuid4()
        sides = [(one.to, one.source, one.places, True)]
        if one.source is not None:
            sides.append((one.source, one.to, -one.places, one.kind == EntryKind.TRANSFER))
        for account, other, places, from_above in sides:
            kept = touched.setdefault(account.pk, account)
            kept.balance += places
            entries.append(
                QuotaEntry(
                    account=kept, counterpart=other, movement=token, kind=one.kind, places=places, from_above=from_above,
                    at=at, by_id=by_id, basis=basis,
                )
            )  # fmt: skip
    QuotaEntry.objects.bulk_create(entries, batch_size=500)
    QuotaAccount.objects.bulk_update(touched.values(), ["balance"], batch_size=500)


def use_places(account_ids: Sequence[int]) -> None:
    """Take one place of an account for each time its id stands in `account_ids`, under the lock.

    Raises:
        Refused: quota_exhausted, with the places wanted and free; then nothing is taken.
    """
    _use(_count(account_ids))


def release_places(account_ids: Sequence[int]) -> None:
    """Give back one place of an account for each time its id stands in `account_ids`, under the lock."""
    _use({pk: -places for pk, places in _count(account_ids).items()})


def _count(account_ids: Sequence[int]) -> dict[int, int]:
    return {pk: account_ids.count(pk) for pk in set(account_ids)}


def _use(places: Mapping[int, int]) -> None:
    accounts = lock_and_count(places.keys())
    for pk, asked in places.items():
        if asked > accounts[pk].free:
            raise Refused("quota_exhausted", asked=asked, free=accounts[pk].free)
        accounts[pk].used += asked
    QuotaAccount.objects.bulk_update(accounts.values(), ["used"], batch_size=500)


def changed(action: str, account: QuotaAccount, *, before: int, after: int, basis: str = "") -> Change:
    """Return the change of an account's places to audit; needs its unit and program."""
    label = f"{account.program.code} {account.year}: {account.unit.name}"
    facts = {"places": [before, after], "basis": basis}
    return Change(action, "planning.quotaaccount", account.pk, label[:200], None, account.unit.path, facts)


def follow_accounts(heirs: Mapping[int, int], on: date, log: Log) -> int:
    """Pass the places of units that end, of this and later years, on to their heirs, those in use with them.

    Returns how many accounts were passed on.
    """
    passing = list(QuotaAccount.objects.filter(unit__in=heirs, year__gte=on.year).exclude(balance=0, used=0).order_by("pk"))
    by_program: dict[tuple[int, int], set[int]] = {}
    for account in passing:
        by_program.setdefault((account.program_id, account.year), set()).add(heirs[account.unit_id])
    targets: dict[tuple[int, int, int], QuotaAccount] = {}
    for (program_id, year), unit_ids in sorted(by_program.items()):
        known = set(QuotaAccount.objects.filter(unit__in=unit_ids, program=program_id, year=year).values_list("unit_id", flat=True))
        opened = open_accounts(unit_ids, program_id, year)
        targets |= {(pk, program_id, year): account for pk, account in opened.items()}
        log.made("planning.QuotaAccount", [account.pk for pk, account in opened.items() if pk not in known])
    locked = lock_and_count([account.pk for account in passing])
    pairs = [(one, targets[heirs[one.unit_id], one.program_id, one.year]) for one in locked.values()]
    before = {account.pk: (account.balance, account.used) for pair in pairs for account in pair}
    _pass_on(pairs, on)
    for account in {account.pk: account for pair in pairs for account in pair}.values():
        was = dict(zip(("balance", "used"), before[account.pk], strict=True))
        log.changed("planning.QuotaAccount", account.pk, was, {"balance": account.balance, "used": account.used})
    entries = QuotaEntry.objects.filter(kind=EntryKind.TRANSFER, account__in=[one.pk for one, _ in pairs])
    movements = entries.values_list("movement", flat=True)
    log.made("planning.QuotaEntry", list(QuotaEntry.objects.filter(movement__in=list(movements)).values_list("pk", flat=True)))
    return len(pairs)


def _pass_on(pairs: Sequence[tuple[QuotaAccount, QuotaAccount]], on: date) -> None:
    used = {old.pk: old.used for old, _ in pairs}
    moves = [Movement(new, old, EntryKind.TRANSFER, old.balance) for old, new in pairs]
    for old, _ in pairs:
        old.used = 0
    QuotaAccount.objects.bulk_update([old for old, _ in pairs], ["used"], batch_size=500)
    move(moves, by_id=None, at=clock.now(), basis=f"{on:%d/%m/%Y}")
    for old, new in pairs:
        new.used += used[old.pk]
    QuotaAccount.objects.bulk_update({new.pk: new for _, new in pairs}.values(), ["used"], batch_size=500)
