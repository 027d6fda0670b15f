"""The pages of a reorganization, from the page of a unit to the worklist and back."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from nennep.core import clock
from nennep.core.actors import Role
from nennep.organizations.models import Unit
from nennep.reorganizations.models import OpenPoint, Reorganization, State
from nennep.reorganizations.reading import COLUMNS, SHEET, write_template
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx
from tests.conftest import QueriesAt
from tests.factories import organizations, people
from tests.factories.reorganizations import DAY, TODAY, Wards, everything, wards

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Wards:
    return wards()


@pytest.fixture
def browser(made: Wards) -> Client:
    client = Client()
    client.force_login(organizations.user_with(Role.ADMINISTRATOR, made.province))
    return client


def planned(browser: Client, unit: Unit, deed: str, **data: object) -> Reorganization:
    told = {"effective_on": clock.today().strftime("%d/%m/%Y"), "decision": "45-QĐ/TU", **data}
    answer = browser.post(reverse("reorganizations:unit", args=[unit.pk, deed]), told)
    assert answer.status_code == 302, answer.content.decode()
    return Reorganization.objects.latest("pk")


def act(browser: Client, verb: str, plan: Reorganization, **data: object) -> str:
    answer = browser.post(reverse(f"reorganizations:{verb}", args=[plan.pk]), data, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    target = BytesIO()
    write_xlsx(target, [OutSheet(SHEET, [OutColumn(titles[0]) for titles in COLUMNS.values()], rows)])
    return SimpleUploadedFile("ke-hoach.xlsx", target.getvalue())


def upload(browser: Client, file: SimpleUploadedFile) -> tuple[int, str]:
    data = {"file": file, "effective_on": clock.today().strftime("%d/%m/%Y"), "decision": ""}
    answer = browser.post(reverse("reorganizations:upload"), data)
    return answer.status_code, answer.content.decode()


def test_a_ward_is_divided_settled_and_put_together_again(browser: Client, made: Wards) -> None:
    before = everything()
    parts = {"new1": "PX", "name1": "Đảng ủy phường X", "new2": "PY", "name2": "Đảng ủy phường Y", "main": 1}
    plan = planned(browser, made.a, "split", **parts)
    page = browser.get(reverse("reorganizations:plan", args=[plan.pk])).content.decode()
    assert "Nguyễn Văn An" in page
    assert everything() == before
    act(browser, "carry_out", plan)
    point = OpenPoint.objects.get(model="organizations.Unit", object_id=made.a1.pk)
    act(browser, "settle", plan, points=[point.pk], to=Unit.objects.get(code="PY").pk)
    assert Unit.objects.get(pk=made.a1.pk).parent == Unit.objects.get(code="PY")
    assert "Toàn bộ" not in (old := browser.get(reverse("organizations:unit", args=[made.a.pk])).content.decode())
    assert "Đảng ủy phường Y" in old
    act(browser, "undo", plan)
    assert everything() == before


@pytest.mark.parametrize(
    ("deed", "data", "check"),
    [
        ("rename", {"name": "Đảng ủy phường Mới"}, lambda unit: unit.name == "Đảng ủy phường Mới"),
        ("retype", {"kind": "commune"}, lambda unit: unit.kind_id == "commune"),
        ("move", {"parent": "PB"}, lambda unit: unit.parent.code == "PB"),
        ("merge", {"into": "PB"}, lambda unit: unit.dissolved_on is not None and unit.parent.code == "PB"),
        ("merge", {"new": "PC", "name": "Phường C", "others": "PB"}, lambda unit: unit.parent.code == "PC"),
        ("dissolve", {}, lambda unit: unit.parent.kind_id == "province" and unit.dissolved_on is not None),
    ],
)
def test_each_deed_has_its_form(browser: Client, made: Wards, deed: str, data: dict[str, str], check: object) -> None:
    told = {name: made.b.pk if value == "PB" and name != "others" else value for name, value in data.items()}
    assert browser.get(reverse("reorganizations:unit", args=[made.a.pk, deed])).status_code == 200
    act(browser, "carry_out", planned(browser, made.a, deed, **told))
    assert check(Unit.objects.select_related("parent").get(pk=made.a.pk))  # type: ignore[operator]  # a function


def test_what_is_wrong_stands_at_the_form(browser: Client, made: Wards) -> None:
    data = {"effective_on": "01/03/2026", "decision": "", "name": "Tên khác", "new": made.b.code}
    answer = browser.post(reverse("reorganizations:unit", args=[made.a.pk, "rename"]), data)
    assert answer.status_code == 422
    assert "sẽ thuộc về hai đơn vị" in answer.content.decode()


def test_a_sheet_names_each_line_that_is_wrong(browser: Client, made: Wards) -> None:
    before = everything()
    status, page = upload(browser, sheet(("Đổi tên", made.a.code, "", "Tên khác"), ("Bay lên", "PB"), ("Giải thể", "KHÔNG")))
    assert status == 422
    assert "Bay lên" in page
    assert everything() == before
    assert not Reorganization.objects.exists()


def test_a_sheet_becomes_a_plan_that_can_be_thrown_away(browser: Client, made: Wards) -> None:
    assert upload(browser, sheet(("Đổi tên", made.a.code, "", "Tên khác")))[0] == 302
    plan = Reorganization.objects.get()
    assert "Tên khác" in browser.get(reverse("reorganizations:plan", args=[plan.pk])).content.decode()
    act(browser, "drop", plan)
    assert not Reorganization.objects.exists()


def test_the_template_is_read_as_an_empty_plan(browser: Client, tmp_path: Path, made: Wards) -> None:
    write_template(tmp_path / "mau.xlsx")
    status, page = upload(browser, SimpleUploadedFile("mau.xlsx", (tmp_path / "mau.xlsx").read_bytes()))
    assert status == 422
    assert "không có dòng nào" in page
    assert browser.get(reverse("reorganizations:template")).status_code == 200
    assert made.a.dissolved_on is None


def test_the_list_asks_as_often_for_three_plans_as_for_one(browser: Client, made: Wards, queries_at: QueriesAt) -> None:
    def add() -> None:
        number = Reorganization.objects.count()
        Reorganization.objects.create(
            unit=made.province, effective_on=clock.today(), digest=str(number), created_at=clock.now(), state=State.DRAFT
        )

    counts = queries_at(lambda: browser.get(reverse("reorganizations:list")), add)
    assert counts[0] == counts[1]


def test_what_a_unit_without_a_successor_left_is_placed_beside_it(browser: Client, made: Wards) -> None:
    sister = organizations.unit("A2", parent=made.a, name="Chi bộ khối 20")
    person = people.person(made.a1, full_name="Đỗ Thị Chờ")
    act(browser, "carry_out", planned(browser, made.a1, "dissolve"))
    plan = Reorganization.objects.get()
    page = browser.get(reverse("reorganizations:plan", args=[plan.pk])).content.decode()
    assert reverse("people:person", args=[person.pk]) in page
    assert sister.name in page[page.index('<select id="to"') :]
    point = OpenPoint.objects.get(label=person.full_name)
    act(browser, "settle", plan, points=[point.pk], to=sister.pk)
    assert person.memberships.get(ends_on=None).unit == sister
    lines = browser.get(reverse("reorganizations:plan", args=[plan.pk]) + "?show=lines").content.decode()
    assert made.a1.name in lines


def test_a_sheet_may_name_the_day_or_it_is_typed(browser: Client, made: Wards) -> None:
    def sent(text: str, **data: str) -> HttpResponse:
        file = SimpleUploadedFile("plan.csv", text.encode())
        return browser.post(reverse("reorganizations:upload"), {"file": file, **data})

    table = f"Việc;Mã cũ;Tên mới\nĐổi tên;{made.a.code};Đảng ủy phường Mới\n"
    refused = sent(table)
    assert refused.status_code == 422
    assert "Tệp không ghi ngày hiệu lực" in refused.content.decode()
    assert sent(table, effective_on="01/03/2026").status_code == 302
    assert sent(f"Ngày hiệu lực: 02/03/2026\n{table}").status_code == 302
    assert set(Reorganization.objects.values_list("effective_on", flat=True)) == {DAY, TODAY}
