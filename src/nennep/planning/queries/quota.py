"""Accounts, their locks, and what stands behind their figures."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Length

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit
from nennep.planning import policy
from nennep.planning.models import QuotaAccount, QuotaEntry

# The other side of a line stands above (a shorter path) or outside; else it is a unit below.
FROM_ABOVE = Q(counterpart=None) | Q(other_depth__lt=F("own_depth"))
BELOW = Q(other_depth__gte=F("own_depth"))


@dataclass(frozen=True, slots=True)
class Sums:
    """What came to an account from above or outside (less what was given back), and what it shared out."""

    granted: int = 0
    shared: int = 0


def lock_and_count(account_ids: Collection[int]) -> dict[int, QuotaAccount]:
    """Lock accounts, always in the same order, and return them as they are under the lock, by id.

    `free` of each is what may still be taken. Call it inside a transaction.
    """
    locked = QuotaAccount.objects.select_for_update().filter(pk__in=account_ids).order_by("pk")
    return {account.pk: account for account in locked}


def visible(actor: Actor) -> QuerySet[QuotaAccount]:
    """Return the accounts that the actor may see."""
    return QuotaAccount.objects.filter(policy.visible_accounts(actor)).select_related("unit__kind", "program")


def visible_or_404(actor: Actor, pk: int) -> QuotaAccount:
    """Return one visible account.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    account = visible(actor).filter(pk=pk).first()
    if account is None:
        raise NotVisible
    return account


def lines() -> QuerySet[QuotaEntry]:
    """Return the lines of the ledger, with the depths that FROM_ABOVE and BELOW compare."""
    return QuotaEntry.objects.alias(own_depth=Length("account__unit__path"), other_depth=Length("counterpart__unit__path"))


def sums(account_ids: Collection[int]) -> dict[int, Sums]:
    """Return granted and shared places of accounts (one query); granted less shared is the balance."""
    rows = (
        lines()
        .filter(account__in=account_ids)
        .values_list("account")
        .annotate(granted=Coalesce(Sum("places", filter=FROM_ABOVE), 0), shared=Coalesce(Sum("places", filter=BELOW), 0))
    )
    return {pk: Sums(granted, -shared) for pk, granted, shared in rows.order_by("account")}


def shares(account: QuotaAccount) -> dict[int, int]:
    """Return how many places of an account each unit holds to which it shared out, by unit id."""
    rows = lines().filter(BELOW, account=account).values_list("counterpart__unit")
    return {pk: -places for pk, places in rows.annotate(places=Sum("places")).order_by("counterpart__unit")}


def used_by(account: QuotaAccount, units: Collection[Unit]) -> dict[int, int]:
    """Return how many places of their share in an account units use or have shared out further, by unit id."""
    same = QuotaAccount.objects.filter(program=account.program_id, year=account.year, unit__in=units)
    held = shares(account)
    return {one.unit_id: max(0, held.get(one.unit_id, 0) - one.free) for one in same}


def entries(account: QuotaAccount, side: str = "") -> QuerySet[QuotaEntry]:
    """Return the lines behind the figures of an account, latest first; `side` is 'granted', 'shared' or both ('')."""
    rows = lines().filter(account=account).select_related("counterpart__unit", "by").order_by("-at", "-id")
    return rows.filter({"granted": FROM_ABOVE, "shared": BELOW}.get(side, Q()))


def account_above(account: QuotaAccount) -> QuotaAccount | None:
    """Return the account of the unit directly above for the same program and year."""
    if account.unit.parent_id is None:
        return None
    same = QuotaAccount.objects.filter(program=account.program_id, year=account.year, unit=account.unit.parent_id)
    return same.select_related("unit", "program").first()


def from_outside(account: QuotaAccount) -> int:
    """Return the places that came from outside the system."""
    total = QuotaEntry.objects.filter(account=account, counterpart=None).aggregate(places=Sum("places"))["places"]
    return total or 0
