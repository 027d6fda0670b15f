"""The sheet of quotas."""

import pytest

from nennep.planning.models import EntryKind, QuotaAccount, QuotaEntry
from nennep.planning.queries import quota
from tests.exchange.year_book import QUOTAS, UNITS, only, outcomes, reasons, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


def test_quotas_are_shared_from_above_or_come_from_outside() -> None:
    imported = take(only(**{"Tổ chức": UNITS, "Chỉ tiêu": QUOTAS}))
    assert outcomes(imported, "Chỉ tiêu") == ["created"] * 3
    accounts = {(one.unit.code, one.program.code): one for one in QuotaAccount.objects.select_related("unit", "program")}
    assert {key: account.balance for key, account in accounts.items()} == {("P", "NTVD"): 3, ("K1", "NTVD"): 2, ("K2", "TC"): 1}
    assert quota.sums([accounts["P", "NTVD"].pk])[accounts["P", "NTVD"].pk].granted == 5
    assert sorted(QuotaEntry.objects.values_list("kind", "places")) == [("grant", 1), ("grant", 5), ("share", -2), ("share", 2)]
    assert take(only(**{"Chỉ tiêu": QUOTAS})).summary["unchanged"] == 3


def test_quotas_change_up_and_down_and_never_below_what_is_used() -> None:
    take(only(**{"Tổ chức": UNITS, "Chỉ tiêu": QUOTAS}))
    header = QUOTAS[0]
    up = take(only(**{"Chỉ tiêu": [header, [2021, "NTVD", "K1", 9], [2021, "NTVD", "P", 6], [2021, "NTVD", "K2", 4]]}))
    assert reasons(up, "Chỉ tiêu") == [["quota_not_covered", "changed"], ["changed"], []]
    balances = {"P": 0, "K1": 9, "K2": 4}
    assert {code: QuotaAccount.objects.get(unit__code=code, program__code="NTVD").balance for code in balances} == balances
    down = take(only(**{"Chỉ tiêu": [header, [2021, "NTVD", "P", 1], [2021, "NTVD", "K2", 1]]}))
    assert reasons(down, "Chỉ tiêu") == [["quota_in_use"], ["changed"]]
    assert QuotaAccount.objects.get(unit__code="P", program__code="NTVD").balance == 3
    QuotaAccount.objects.filter(unit__code="K2").update(used=1)
    used = take(only(**{"Chỉ tiêu": [header, [2021, "NTVD", "K2", 0]]}))
    assert reasons(used, "Chỉ tiêu") == [["quota_in_use"]]
    total = {one: sum(entry.places for entry in one.entries.all()) for one in QuotaAccount.objects.all()}
    assert all(one.balance == places for one, places in total.items())
    assert EntryKind.CORRECTION in set(QuotaEntry.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ([2021, "NTVD", "XX", 1], ["unit_code_unknown"]),
        ([2021, "ABC", "P", 1], ["program_unknown"]),
        ([2021, "NTVD", "P", -1], ["number_out_of_range"]),
        ([2021, "NTVD", "P", 1.5], ["not_a_number"]),
        ([21, "NTVD", "P", 1], ["number_out_of_range"]),
        ([2021, "NTVD", "P", None], ["value_missing"]),
        (["năm nay", "NTVD", "P", 1], ["not_a_number"]),
    ],
)
def test_quotas_that_cannot_be(values: list[object], codes: list[str]) -> None:
    imported = take(only(**{"Tổ chức": UNITS, "Chỉ tiêu": [QUOTAS[0], values]}))
    assert reasons(imported, "Chỉ tiêu") == [codes]
    assert not QuotaAccount.objects.exists()
