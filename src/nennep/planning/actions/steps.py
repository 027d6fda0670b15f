"""Steps on collections of accounts that verbs of several apps share; they join the caller's transaction."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nennep.audit.actions import Change
from nennep.core.errors import Refused
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
        sides = [(one.to, one.source, one.places)]
        if one.source is not None:
            sides.append((one.source, one.to, -one.places))
        for account, other, places in sides:
            kept = touched.setdefault(account.pk, account)
            kept.balance += places
            entries.append(
                QuotaEntry(
                    account=kept, counterpart=other, movement=token, kind=one.kind, places=places, at=at, by_id=by_id, basis=basis
                )
            )
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
