"""The sheet `Chỉ tiêu`: what was granted to each unit, entered in the ledger from the top of the tree down."""

from collections.abc import Sequence
from itertools import groupby

from django.db.models import Max

from nennep.exchange.actions.book_context import Context, reject_second
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.quota import Stated, settle
from nennep.exchange.rules.reason import warn
from nennep.organizations.models import Unit
from nennep.organizations.scope import ancestors_of
from nennep.planning.actions import steps
from nennep.planning.actions.steps import Movement
from nennep.planning.models import EntryKind, QuotaAccount, QuotaEntry
from nennep.planning.queries import quota
from nennep.programs.models import Program

BASIS = "Sổ năm"


def take_quotas(context: Context, rows: Sequence[BookRow]) -> None:
    """Take the quotas program by program and year by year; a stated total that is there already changes nothing."""
    found: list[tuple[Program, int, Unit, BookRow]] = []
    for row in rows:
        unit, program = context.find_unit(row, "unit", "Mã đơn vị"), context.find_program(row)
        if unit is not None and program is not None and not row.rejected:
            found.append((program, row["year"], unit, row))
    reject_second(rows, ("year", "program", "unit"))
    found = sorted((one for one in found if not one[3].rejected), key=lambda one: (one[0].pk, one[1], len(one[2].path)))
    for (program_id, year), group in groupby(found, key=lambda one: (one[0].pk, one[1])):
        members = list(group)
        _take(context, members[0][0], program_id, year, [(unit, row) for _, _, unit, row in members])


def _take(context: Context, program: Program, program_id: int, year: int, members: Sequence[tuple[Unit, BookRow]]) -> None:
    wanted = {unit.pk for unit, row in members if row["places"]}
    reach = {unit.pk for unit in context.units.values()}
    above = {pk for unit, _ in members for pk in ancestors_of(unit.path)[:-1]} & reach
    same = QuotaAccount.objects.filter(program=program_id, year=year)
    present = set(same.filter(unit__in=wanted | above | {unit.pk for unit, _ in members}).values_list("unit_id", flat=True))
    if not wanted | present:
        return
    accounts = steps.open_accounts(wanted | present, program_id, year)
    before = {account.pk: account.balance for account in accounts.values()}
    granted = quota.sums([account.pk for account in accounts.values()])
    stated = [
        Stated(
            unit.pk,
            ancestors_of(unit.path)[:-1],
            row["places"],
            granted[accounts[unit.pk].pk].granted if accounts[unit.pk].pk in granted else 0,
        )
        for unit, row in members
        if unit.pk in accounts
    ]
    free = {unit_id: account.free for unit_id, account in accounts.items()}
    verdicts = settle(stated, free, _from_above(accounts))
    movements: list[Movement] = []
    for unit, row in members:
        verdict = verdicts.get(unit.pk)
        if verdict is None:
            continue
        row.reasons += verdict.reasons
        if row.rejected or not verdict.moves:
            continue
        movements += [_movement(accounts, unit.pk, source, places) for source, places in verdict.moves]
        row.outcome = "updated" if verdict.known else "created"
        if verdict.known:
            row.reasons.append(warn("changed", field="Chỉ tiêu", old=str(verdict.known), new=str(row["places"])))
    units = {unit.pk: unit for unit, _ in members}
    _write(context, program, accounts, movements, before=before, present=present, units=units)


def _from_above(accounts: dict[int, QuotaAccount]) -> dict[tuple[int, int], int]:
    """Return how many places each unit holds from each unit above it: {(unit, unit above): places}."""
    held: dict[tuple[int, int], int] = {}
    by_pk = {account.pk: unit_id for unit_id, account in accounts.items()}
    rows = QuotaEntry.objects.filter(account__in=by_pk, counterpart__in=by_pk).values_list("account", "counterpart", "places")
    for account, other, places in rows:
        key = (by_pk[account], by_pk[other])
        held[key] = held.get(key, 0) + places
    return held


def _movement(accounts: dict[int, QuotaAccount], unit_id: int, source: int | None, places: int) -> Movement:
    other = accounts[source] if source is not None else None
    kind = EntryKind.CORRECTION if places < 0 else EntryKind.GRANT if other is None else EntryKind.SHARE
    return Movement(accounts[unit_id], other, kind, places)


def _write(
    context: Context,
    program: Program,
    accounts: dict[int, QuotaAccount],
    movements: Sequence[Movement],
    *,
    before: dict[int, int],
    present: set[int],
    units: dict[int, Unit],
) -> None:
    last = QuotaEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    steps.move(movements, by_id=context.actor.user_id, at=context.now, basis=BASIS)
    own = {account.pk for account in accounts.values()}
    context.ledger.created(QuotaEntry, QuotaEntry.objects.filter(pk__gt=last, account__in=own).values_list("pk", flat=True))
    context.ledger.created(QuotaAccount, [account.pk for unit_id, account in accounts.items() if unit_id not in present])
    for unit_id, account in accounts.items():
        if account.balance == before[account.pk]:
            continue
        if unit_id in present:
            context.ledger.changed(QuotaAccount, account.pk, {"balance": before[account.pk]}, {"balance": account.balance})
        account.program = program
        if unit_id in units:
            account.unit = units[unit_id]
        context.ledger.audit.append(
            steps.changed("exchange.update", account, before=before[account.pk], after=account.balance, basis=BASIS)
        )
