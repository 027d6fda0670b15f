"""Taking an import back."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import models

from nennep.audit.models import Entry
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.core.sentences import sentence
from nennep.exchange.actions.undo import undo_import
from nennep.exchange.models import BatchState, ImportBatch
from nennep.organizations.models import Grant, Placement, Unit
from nennep.people.actions.membership import transfer_people
from nennep.people.models import Membership, Person
from nennep.planning.models import QuotaAccount
from tests.exchange.actions.test_roster import take as take_roster
from tests.exchange.sheets import HEADER, TODAY, book
from tests.exchange.year_book import PEOPLE, QUOTAS, TRAINEES, UNITS, only, take, whole
from tests.factories import organizations as org

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
KEPT = {"audit.entry", "exchange.importbatch", "exchange.importrow", "exchange.importchange"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


def undo(number: int | None) -> dict[str, int]:
    return undo_import(actor=console(), batch=ImportBatch.objects.get(pk=number), now=NOW)


def everything() -> dict[str, list[dict[str, object]]]:
    """Return all rows of all tables of ours but the log and the imports."""
    ours: list[type[models.Model]] = [model for model in apps.get_models() if model.__module__.startswith("nennep.")]
    told = {model._meta.label_lower: list(model._base_manager.order_by("pk").values()) for model in ours}
    return {label: rows for label, rows in told.items() if label not in KEPT}


def test_nothing_is_left_of_a_year_book() -> None:
    before = everything()
    batch = take(whole()).batch_id
    undo(batch)
    assert everything() == before
    assert ImportBatch.objects.get(pk=batch).state == BatchState.UNDONE
    assert Entry.objects.filter(action="exchange.undo").count() == Entry.objects.exclude(action="exchange.undo").count()


def test_what_a_second_book_changed_is_as_before() -> None:
    take(whole())
    before = everything()
    moved = ["K1", "Chi bộ khối 1", "chi bộ", "Q"]
    changed = take(
        whole(
            **{
                "Tổ chức": [UNITS[0], ["Q", "Đảng ủy phường Q", "đảng ủy phường"], moved],
                "Nhân sự": [PEOPLE[0], ["A1", "Nguyễn Văn Anh", "12/03/1980", "Nam", "Mường", "K2", "chính thức", "5/6/2003", "5/6/2005", "Bí thư chi bộ", "3/2020", "2025"],
                            ["A3", "Lê Văn Cường", "2000", "Nam", "Tày", "K2", "chính thức", "1/2/2022", "1/2/2023"]],
                "Chỉ tiêu": [QUOTAS[0], [2021, "NTVD", "K1", 1], [2021, "NTVD", "P", 9], [2022, "TC", "P", 2]],
                "Học viên": [TRAINEES[0], ["TC21", "A1", "K1", None, "bỏ học", 9, 9], ["NT21", "A3", "K2", None, "đang học"]],
                "Tham gia": [["Mã đợt", "Mã người", "Tham gia", "Ngày nộp thu hoạch"], ["H1", "A4", "học bù", "1/4/2021"], ["H1", "A1", "có mặt", "9/3/2021"]],
            }
        )
    )  # fmt: skip
    assert changed.summary["updated"] >= 9
    undo(changed.batch_id)
    after = everything()
    assert {label for label in before if before[label] != after[label]} == set()


def test_a_transfer_by_a_roster_is_taken_back(commune: Unit) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"]
    take_roster(commune, book(header, [1, "Nguyễn Văn An", "12/03/1985", "Chi bộ 1"]))
    before = everything()
    second = take_roster(commune, book(header, [1, "Nguyễn Văn An", "12/03/1985", "Chi bộ 2"]))
    assert Membership.objects.count() == 2
    undo(second.batch_id)
    assert everything() == before


@pytest.fixture
def commune() -> Unit:
    return org.unit("XM", kind="commune", name="Đảng ủy xã Mẫu")


def test_an_unchanged_import_has_nothing_to_take_back(commune: Unit) -> None:
    rows = book(HEADER, [1, "Nguyễn Văn An", "1985"])
    first, second = take_roster(commune, rows), take_roster(commune, rows)
    assert undo(second.batch_id) == {}
    undo(first.batch_id)
    assert not Person.objects.exists()


def refusal(number: int | None) -> str:
    with pytest.raises(Refused) as refused:
        undo(number)
    return sentence(refused.value)


def test_a_later_import_stands_in_the_way(commune: Unit) -> None:
    first = take_roster(commune, book(HEADER, [1, "Nguyễn Văn An", "1985"]))
    second = take_roster(commune, book(HEADER, [1, "Nguyễn Văn An", "12/03/1985"]))
    assert f" {second.batch_id}" in refusal(first.batch_id)
    undo(second.batch_id)
    undo(first.batch_id)
    assert not Person.objects.exists()


def test_what_was_built_on_it_stands_in_the_way(commune: Unit) -> None:
    imported = take_roster(commune, book(HEADER, ["I", "Chi bộ 1"], [1, "Nguyễn Văn An", "1985"]))
    grant = Grant.objects.create(user=org.user(), role=Role.OFFICER, unit=Unit.objects.get(name="Chi bộ 1"))
    before = everything()
    refusal(imported.batch_id)
    assert everything() == before
    grant.delete()
    undo(imported.batch_id)
    assert not Placement.objects.filter(unit__name="Chi bộ 1").exists()


def test_what_somebody_changed_since_stands_in_the_way(commune: Unit) -> None:
    imported = take_roster(commune, book(HEADER, [1, "Nguyễn Văn An", "1985"]))
    other = org.unit("XM-9", parent=commune)
    transfer_people(actor=console(), people=[Person.objects.get()], to=other, on=TODAY)
    refusal(imported.batch_id)
    assert Person.objects.exists()


def test_values_that_are_others_now_stand_in_the_way() -> None:
    take(whole())
    second = take(only(**{"Chỉ tiêu": [QUOTAS[0], [2021, "NTVD", "P", 9]]}))
    QuotaAccount.objects.filter(unit__code="P").update(balance=1)
    refusal(second.batch_id)


def test_an_import_is_taken_back_once(commune: Unit) -> None:
    imported = take_roster(commune, book(HEADER, [1, "Nguyễn Văn An", "1985"]))
    undo(imported.batch_id)
    refusal(imported.batch_id)


def test_owner_colleague_and_stranger(commune: Unit) -> None:
    imported = take_roster(commune, book(HEADER, [1, "Nguyễn Văn An", "1985"]))
    batch = ImportBatch.objects.get(pk=imported.batch_id)
    for actor in (org.actor_with(Role.CELL_SECRETARY, commune), org.actor_with(Role.OFFICER, org.unit("XK", kind="commune"))):
        with pytest.raises(Forbidden):
            undo_import(actor=actor, batch=batch, now=NOW)
    undo_import(actor=org.actor_with(Role.OFFICER, commune), batch=batch, now=NOW)
    assert not Person.objects.exists()


def test_an_import_that_changed_nothing_stands_in_nobodys_way() -> None:
    first = take(whole())
    unit = Unit.objects.get(code="P")
    again = take_roster(unit, book(HEADER, [1, "Nguyễn Văn An", "31/02/1980"]))
    assert again.summary == {"created": 0, "updated": 0, "unchanged": 0, "rejected": 1}
    undo(first.batch_id)
    assert not Unit.objects.filter(code="P").exists()
    assert ImportBatch.objects.get(pk=again.batch_id).unit is None
