"""Accounts, their locks, and what stands behind their figures."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit
from nennep.planning import policy
from nennep.planning.models import QuotaAccount, QuotaEntry

FROM_ABOVE = Q(from_above=True)
BELOW = Q(from_above=False)


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


def sums(account_ids: Collection[int]) -> dict[int, Sums]:
    """Return granted and shared places of accounts (one query); granted less shared is the balance."""
    rows = (
        QuotaEntry.objects.filter(account__in=account_ids)
        .values_list("account")
        .annotate(granted=Coalesce(Sum("places", filter=FROM_ABOVE), 0), shared=Coalesce(Sum("places", filter=BELOW), 0))
    )
    return {pk: Sums(granted, -shared) for pk, granted, shared in rows.order_by("account")}


def shares(account: QuotaAccount) -> dict[int, int]:
    """Return how many places of an account each unit holds to which it shared out, by unit id; an heir holds what its predecessors got."""
    rows = QuotaEntry.objects.filter(BELOW, account=account).values_list("counterpart__unit", "counterpart__unit__dissolved_on")
    held: Counter[int] = Counter()
    for pk, dissolved_on, places in rows.annotate(places=Sum("places")).order_by("counterpart__unit"):
        held[pk if dissolved_on is None else _heir(pk)] -= places
    return dict(held)


def _heir(unit_id: int) -> int:
    """Return the unit in being that took over from one that ended."""
    unit = Unit.objects.get(pk=unit_id)
    while unit.dissolved_on is not None and unit.parent is not None:
        unit = unit.parent
    return unit.pk


def used_by(account: QuotaAccount, units: Collection[Unit]) -> dict[int, int]:
    """Return how many places of their share in an account units use or have shared out further, by unit id."""
    same = QuotaAccount.objects.filter(program=account.program_id, year=account.year, unit__in=units)
    held = shares(account)
    return {one.unit_id: max(0, held.get(one.unit_id, 0) - one.free) for one in same}


def entries(account: QuotaAccount, side: str = "") -> QuerySet[QuotaEntry]:
    """Return the lines behind the figures of an account, latest first; `side` is 'granted', 'shared' or both ('')."""
    rows = QuotaEntry.objects.filter(account=account).select_related("counterpart__unit", "by").order_by("-at", "-id")
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
