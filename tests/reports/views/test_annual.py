"""The page of the report and its files: for the officer of the unit, a member of it, a stranger."""

import json
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from nennep.core.actors import Role
from nennep.organizations.models import Unit
from tests.factories import organizations, people
from tests.factories.reorganizations import merged, wards

PAGE = "/reports/"


@pytest.fixture
def ward(db: None) -> Unit:
    ward = organizations.unit("QX", kind="ward", name="Đảng ủy phường Mẫu")
    people.person(organizations.unit("QX-1", parent=ward))
    return ward


def client_of(role: Role, at: Unit) -> Client:
    client = Client()
    client.force_login(organizations.user_with(role, at))
    return client


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR, Role.CELL_SECRETARY])
def test_whoever_works_for_the_unit_reads_its_report(ward: Unit, role: Role) -> None:
    answer = client_of(role, ward).get(PAGE, {"unit": ward.pk, "from": 2021, "to": 2021})
    assert answer.status_code == 200
    assert (
        f"/reports/rows/?unit={ward.pk}&amp;from=2021&amp;to=2021&amp;figure=membership.members_at_end" in answer.content.decode()
    )


def test_a_member_sees_the_unit_but_not_its_figures(ward: Unit) -> None:
    assert client_of(Role.MEMBER, ward).get(PAGE, {"unit": ward.pk}).status_code == 403


def test_to_a_stranger_the_unit_is_as_absent_as_one_that_is_not(ward: Unit) -> None:
    stranger = client_of(Role.OFFICER, organizations.unit("AW", kind="ward"))
    for unit in (ward.pk, 999_999):
        assert stranger.get(PAGE, {"unit": unit}).status_code == 404
        assert stranger.get("/reports/annual.pdf", {"unit": unit}).status_code == 404


@pytest.mark.parametrize("query", [{"unit": "x"}, {"from": "1066"}, {"from": "2021", "to": "99999"}, {"to": "-1"}])
def test_nonsense_in_the_address_is_not_found(ward: Unit, query: dict[str, str]) -> None:
    assert client_of(Role.OFFICER, ward).get(PAGE, query).status_code == 404


def test_without_a_choice_the_own_unit_and_this_year_are_shown(ward: Unit) -> None:
    answer = client_of(Role.OFFICER, ward).get(PAGE)
    assert answer.context["scope"].unit == ward
    assert answer.context["scope"].span.first == answer.context["scope"].span.last


def test_the_report_is_taken_away_in_each_format(ward: Unit) -> None:
    client = client_of(Role.OFFICER, ward)
    starts = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "json": b"{"}
    for kind, start in starts.items():
        answer = client.get(f"/reports/annual.{kind}", {"from": 2021})
        assert answer.content.startswith(start)
        assert f"bao-cao-QX-2021.{kind}" in answer["Content-Disposition"]
    assert json.loads(client.get("/reports/annual.json", {"from": 2021}).content)["membership"]["members_at_end"] == 1
    assert client.get("/reports/annual.exe").status_code == 404


def test_the_sheet_holds_the_words_of_the_report(ward: Unit) -> None:
    answer = client_of(Role.OFFICER, ward).get("/reports/annual.xlsx", {"from": 2021})
    page = load_workbook(BytesIO(answer.content)).active
    texts = {cell.value for row in page.iter_rows() for cell in row if cell.value}
    assert {"BÁO CÁO", "DỰ THẢO", "I. Tình hình đảng viên"} <= texts


def test_a_unit_that_was_not_there_leads_to_where_its_figures_are(db: None) -> None:
    made = wards()
    merged(made)
    client, new = client_of(Role.OFFICER, made.province), Unit.objects.get(code="PC")
    ended = client.get(PAGE, {"unit": made.a.pk, "from": 2026}).content.decode()
    assert "hoạt động đến hết ngày 28/02/2026" in ended
    assert f'href="{PAGE}?unit={new.pk}&amp;from=2026&amp;to=2026"' in ended
    assert f'href="{PAGE}?unit={made.a.pk}&amp;from=2026&amp;to=2026&amp;tree=then"' in ended
    later = client.get(PAGE, {"unit": made.a.pk, "from": 2027, "tree": "then"})
    assert later.context["board"].report.membership.members_at_end == 0
    assert f"?unit={made.a.pk}&amp;from=2026&amp;to=2026&amp;tree=then" in later.content.decode()
    early = client.get(f"{PAGE}rows/", {"unit": new.pk, "from": 2025, "tree": "then", "figure": "membership.members_at_end"})
    assert f'href="{PAGE}?unit={new.pk}&amp;from=2025&amp;to=2025"' in early.content.decode()
    this_year = client.get(PAGE, {"unit": new.pk, "from": 2026, "tree": "then"}).content.decode()
    assert "2025: chưa có đơn vị" in this_year
