import random
from collections.abc import Callable

import pytest
from django.db.models import F, Sum

from nennep.audit.models import Entry
from nennep.core import clock
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.organizations.models import Unit
from nennep.planning.actions.quota import Wish, correct_grant, give_back, grant_places, share_out
from nennep.planning.actions.steps import release_places, use_places
from nennep.planning.models import QuotaAccount, QuotaEntry
from nennep.planning.queries import quota
from tests.factories import organizations as units
from tests.factories import planning as make
from tests.factories.threads import at_once


@pytest.fixture
def ward(db: None) -> Unit:
    return units.unit("QX", kind="ward")


def assert_books_balance() -> None:
    """Every balance is the sum of its entries, every movement inside the system adds up to zero, nothing is overdrawn."""
    wrong = QuotaAccount.objects.annotate(sum=Sum("entries__places")).exclude(balance=F("sum")).exclude(sum=None, balance=0)
    assert not wrong.exists()
    inside = QuotaEntry.objects.exclude(counterpart=None).values("movement").annotate(sum=Sum("places"))
    assert all(row["sum"] == 0 for row in inside)
    assert not QuotaAccount.objects.filter(balance__lt=0).exists()
    assert not QuotaAccount.objects.filter(used__gt=F("balance")).exists()


def wish(unit: Unit, seen: int, wanted: int) -> Wish:
    return Wish(unit.pk, seen, wanted)


def test_a_quota_is_granted_shared_given_back_and_corrected(ward: Unit) -> None:
    cells = [units.unit(f"K{number}", parent=ward) for number in range(3)]
    account = make.quota(ward, 10)
    asked = [wish(cell, 0, places) for cell, places in zip(cells, (4, 3, 0), strict=True)]
    assert share_out(actor=console(), account=account, wishes=asked, basis="TB 5", now=clock.now()) == 2
    account.refresh_from_db()
    assert (account.balance, quota.shares(account)) == (3, {cells[0].pk: 4, cells[1].pk: 3})
    share_out(actor=console(), account=account, wishes=[wish(cells[0], 4, 2)], basis="", now=clock.now())
    of_cell = QuotaAccount.objects.select_related("unit", "program").get(unit=cells[1])
    give_back(actor=console(), account=of_cell, places=1, basis="thiếu nguồn", now=clock.now())
    account.refresh_from_db()
    assert (account.balance, quota.shares(account)) == (6, {cells[0].pk: 2, cells[1].pk: 2})
    correct_grant(actor=console(), account=account, places=12, basis="CV 13", now=clock.now())
    assert quota.sums([of_cell.pk])[of_cell.pk] == quota.Sums(granted=2, shared=0)
    assert quota.sums([account.pk])[account.pk] == quota.Sums(granted=12, shared=4)
    assert_books_balance()


def test_each_change_leaves_its_entry_in_the_log(ward: Unit) -> None:
    cells = [units.unit(parent=ward), units.unit(parent=ward)]
    account = make.quota(ward, 5)
    share_out(actor=console(), account=account, wishes=[wish(cell, 0, 2) for cell in cells], basis="", now=clock.now())
    logged = list(Entry.objects.order_by("id").values_list("action", "unit_path", "changes__places"))
    assert logged == [("planning.grant", ward.path, [0, 5]), *[("planning.share", cell.path, [0, 2]) for cell in cells]]


def test_who_keeps_the_quotas_may_share_out_a_colleague_may_not(ward: Unit) -> None:
    cell = units.unit(parent=ward)
    account = make.quota(ward, 5)
    asked = [wish(cell, 0, 1)]
    stranger, colleague, owner = (
        units.actor_with(Role.OFFICER, units.unit(kind="ward")),
        units.actor_with(Role.CELL_SECRETARY, cell),
        units.actor_with(Role.OFFICER, ward),
    )
    for actor in (stranger, colleague):
        with pytest.raises(Forbidden):
            share_out(actor=actor, account=account, wishes=asked, basis="", now=clock.now())
    assert share_out(actor=owner, account=account, wishes=asked, basis="", now=clock.now()) == 1


def test_a_secretary_gives_back_only_what_is_of_the_cell(ward: Unit) -> None:
    mine, other = units.unit(parent=ward), units.unit(parent=ward)
    account = make.quota(ward, 5)
    of_mine, of_other = make.share(account, mine, 2), make.share(account, other, 2)
    secretary = units.actor_with(Role.CELL_SECRETARY, mine)
    give_back(actor=secretary, account=of_mine, places=2, basis="không có nguồn", now=clock.now())
    with pytest.raises(Forbidden):
        give_back(actor=secretary, account=of_other, places=1, basis="không có nguồn", now=clock.now())


def test_more_than_granted_is_not_shared_out(ward: Unit) -> None:
    cells = [units.unit(parent=ward), units.unit(parent=ward)]
    account = make.quota(ward, 3)
    with pytest.raises(Refused) as refusal:
        share_out(actor=console(), account=account, wishes=[wish(cell, 0, 2) for cell in cells], basis="", now=clock.now())
    assert (refusal.value.reason, dict(refusal.value.facts)) == ("quota_short", {"asked": 4, "free": 3})
    assert quota.shares(account) == {}


def test_places_in_use_cannot_be_taken_back(ward: Unit) -> None:
    cell = units.unit(parent=ward)
    account = make.quota(ward, 3)
    of_cell = make.share(account, cell, 2)
    use_places([of_cell.pk, of_cell.pk])
    with pytest.raises(Refused) as refusal:
        share_out(actor=console(), account=account, wishes=[wish(cell, 2, 1)], basis="", now=clock.now())
    assert refusal.value.reason == "quota_in_use"
    release_places([of_cell.pk])
    assert share_out(actor=console(), account=account, wishes=[wish(cell, 2, 1)], basis="", now=clock.now()) == 1


def test_a_form_shown_before_another_officer_saved_is_refused(ward: Unit) -> None:
    cell = units.unit(parent=ward)
    account = make.quota(ward, 9)
    make.share(account, cell, 2)
    with pytest.raises(Refused) as refusal:
        share_out(actor=console(), account=account, wishes=[wish(cell, 0, 5)], basis="", now=clock.now())
    assert refusal.value.reason == "quota_changed"


def test_only_units_directly_below_get_a_share(ward: Unit) -> None:
    account = make.quota(ward, 9)
    with pytest.raises(Refused) as refusal:
        share_out(actor=console(), account=account, wishes=[wish(units.unit(), 0, 1)], basis="", now=clock.now())
    assert refusal.value.reason == "quota_not_here"


def test_nobody_grants_what_the_committee_above_shares_out(ward: Unit) -> None:
    cell = units.unit(parent=ward)
    account = make.quota(ward, 9)
    asked = {"actor": console(), "unit": cell, "program": account.program, "places": 1, "basis": "x", "now": clock.now()}
    with pytest.raises(Refused) as refusal:
        grant_places(year=make.YEAR, **asked)  # type: ignore[arg-type]  # the fields of a grant
    assert refusal.value.reason == "quota_from_above"
    grant_places(year=make.YEAR + 1, **asked)  # type: ignore[arg-type]  # the fields of a grant


@pytest.mark.parametrize("basis", ["", "  "])
def test_a_grant_names_what_it_stands_on(ward: Unit, basis: str) -> None:
    with pytest.raises(Refused):
        grant_places(actor=console(), unit=ward, program=make.program(), year=2026, places=1, basis=basis, now=clock.now())


def test_what_came_from_outside_goes_back_outside(ward: Unit) -> None:
    account = make.quota(ward, 9)
    give_back(actor=console(), account=account, places=4, basis="CV 9", now=clock.now())
    assert quota.sums([account.pk])[account.pk].granted == 5
    with pytest.raises(Refused):
        give_back(actor=console(), account=account, places=6, basis="CV 9", now=clock.now())


@pytest.mark.django_db(transaction=True)
def test_many_officers_at_once_share_out_no_more_than_was_granted() -> None:
    ward = units.unit("QX", kind="ward")
    cells = [units.unit(f"K{number}", parent=ward) for number in range(6)]
    account = make.quota(ward, 10)

    def share(cell: Unit) -> Callable[[], object]:
        return lambda: share_out(actor=console(), account=account, wishes=[wish(cell, 0, 4)], basis="", now=clock.now())

    answers = at_once([share(cell) for cell in cells])
    assert [answer for answer in answers if answer == 1] == [1, 1]
    assert {answer.reason for answer in answers if isinstance(answer, Refused)} == {"quota_short"}
    account.refresh_from_db()
    assert account.balance == 2
    assert_books_balance()


@pytest.mark.django_db(transaction=True)
def test_sharing_out_and_giving_back_at_once_lose_nothing() -> None:
    ward = units.unit("QX", kind="ward")
    cells = [units.unit(f"K{number}", parent=ward) for number in range(4)]
    account = make.quota(ward, 20)
    held = [make.share(account, cell, 3) for cell in cells]
    backs = [
        lambda of=of: give_back(actor=console(), account=of, places=random.randint(1, 3), basis="x", now=clock.now()) for of in held
    ]
    more = [
        lambda cell=cell: share_out(actor=console(), account=account, wishes=[wish(cell, 3, 5)], basis="", now=clock.now())
        for cell in cells
    ]
    at_once([*backs, *more])
    assert sum(QuotaAccount.objects.values_list("balance", flat=True)) == 20
    assert_books_balance()
