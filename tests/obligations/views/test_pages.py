"""The pages of the obligations: who sees what, figures that open their lines, waiving, changing requirements."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nennep.audit.models import Entry
from nennep.core.actors import Role
from nennep.obligations.models import Requirement, Waiver
from nennep.organizations.models import Unit
from nennep.people.models import Person, Standing
from tests.conftest import QueriesAt
from tests.factories.obligations import requirement
from tests.factories.organizations import unit, user, user_with
from tests.factories.people import person, post
from tests.factories.reorganizations import merged, wards

pytestmark = pytest.mark.django_db
LIST = "obligations:list"
ON = {"as_of": "2021-12-31"}


@pytest.fixture
def ward() -> Unit:
    requirement()
    return unit("QX", kind="ward")


@pytest.fixture
def cell(ward: Unit) -> Unit:
    return unit("QX-K06", parent=ward, name="Chi bộ khối 6")


@pytest.fixture
def member(cell: Unit) -> Person:
    day = date(2021, 6, 10)
    return person(cell, full_name="Lê Ngọc Hòa", standing=Standing.PROBATIONARY, admitted_on=day, starts_on=day)


@pytest.fixture
def officer(client: Client, ward: Unit) -> Client:
    client.force_login(user_with(Role.OFFICER, ward))
    return client


def page(client: Client, **query: str) -> str:
    answer = client.get(reverse(LIST), ON | query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_sees_figures_lines_and_reasons(officer: Client, member: Person) -> None:
    shown = page(officer)
    assert "Lê Ngọc Hòa" in shown
    assert "Kết nạp ngày 10/06/2021, hết dự bị 10/06/2022" in shown
    assert "chưa có lớp trước hạn" in shown
    assert "chưa đối chiếu văn bản" in shown


def test_each_figure_counts_the_lines_that_it_opens(officer: Client, cell: Unit, member: Person) -> None:
    late = person(cell, full_name="Trần Kim Linh", standing=Standing.PROBATIONARY, admitted_on=date(2020, 11, 1))
    person(cell, full_name="Ngô Bá Dũng", standing=Standing.NON_MEMBER)
    post(late, cell, "Bí thư chi bộ")
    shown = page(officer)
    figures = re.findall(r'<a class="figure-tile[^"]*" href="([^"]+)">.*?class="figure-value">(\d+)', shown, re.DOTALL)
    tabs = re.findall(r'<li><a href="([^"]+)"[^>]*>[^<]+<small>(\d+)</small>', shown)
    assert (len(figures), len(tabs)) == (3, 4)
    figures += tabs
    assert {number for _, number in figures} == {"1", "2", "4"}
    for address, number in figures:
        answer = officer.get(reverse(LIST) + address.replace("&amp;", "&"))
        assert answer.context["page"].paginator.count == int(number), address


def test_the_own_lines_are_all_a_member_sees(client: Client, ward: Unit, cell: Unit, member: Person) -> None:
    person(cell, full_name="Trần Kim Linh", standing=Standing.PROBATIONARY, admitted_on=date(2021, 6, 10))
    account = user_with(Role.MEMBER, ward)
    Person.objects.filter(pk=member.pk).update(user=account)
    client.force_login(account)
    shown = page(client)
    assert "Lê Ngọc Hòa" in shown
    assert "Trần Kim Linh" not in shown
    assert "figure-tile" not in shown


def test_secretary_and_stranger(client: Client, ward: Unit, cell: Unit, member: Person) -> None:
    other = unit("QX-K07", parent=ward)
    person(other, full_name="Trần Kim Linh", standing=Standing.PROBATIONARY, admitted_on=date(2021, 6, 10))
    client.force_login(user_with(Role.CELL_SECRETARY, cell))
    shown = page(client)
    assert "Lê Ngọc Hòa" in shown
    assert "Trần Kim Linh" not in shown
    assert reverse("obligations:waive", args=[member.pk, requirement().pk]) not in shown
    for stranger in (user_with(Role.OFFICER, unit(kind="ward")), user()):
        client.force_login(stranger)
        assert "Lê Ngọc Hòa" not in page(client)
        assert "Lê Ngọc Hòa" not in page(client, unit=str(ward.pk))


def test_filters_in_the_address(officer: Client, cell: Unit, member: Person) -> None:
    assert "Lê Ngọc Hòa" not in page(officer, requirement="party_awareness")
    assert "Lê Ngọc Hòa" not in page(officer, timing="overdue")
    assert "Lê Ngọc Hòa" in page(officer, timing="unplanned", unit=str(cell.pk), state="open", q="hoa")
    assert "Lê Ngọc Hòa" in page(officer, state="all", requirement="không có", unit="x", page="9")


def test_the_number_of_queries_does_not_grow(officer: Client, cell: Unit, queries_at: QueriesAt) -> None:
    def add() -> None:
        person(cell, standing=Standing.PROBATIONARY, admitted_on=date(2021, 6, 10))

    one, many = queries_at(lambda: page(officer), add)
    assert one == many


def test_what_is_seen_leaves_as_a_workbook(officer: Client, cell: Unit, member: Person) -> None:
    person(cell, full_name="Ngô Bá Dũng", standing=Standing.NON_MEMBER)
    answer = officer.get(reverse("obligations:export"), ON | {"requirement": "new_member_class"})
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["Họ và tên", "Lê Ngọc Hòa"]


def test_waiving_and_ending_a_waiver(officer: Client, member: Person) -> None:
    address = reverse("obligations:waive", args=[member.pk, requirement().pk])
    assert "Lê Ngọc Hòa" in officer.get(address).content.decode()
    assert officer.post(address, {"reason": ""}).status_code == 422
    assert officer.post(address, {"reason": "ốm dài ngày"}).status_code == 302
    assert officer.post(address, {"reason": "ốm dài ngày"}).status_code == 422
    assert "ốm dài ngày" in officer.get(address).content.decode()
    waiver = Waiver.objects.get()
    assert officer.post(reverse("obligations:end_waiver", args=[waiver.pk])).status_code == 302
    assert sorted(Entry.objects.values_list("action", flat=True)) == ["obligations.end_waiver", "obligations.waive"]


def test_waiving_is_forbidden_to_a_colleague_and_hidden_from_a_stranger(client: Client, cell: Unit, member: Person) -> None:
    waiver = Waiver.objects.create(person=member, requirement=requirement(), reason="ốm", starts_on=date(2021, 1, 1))
    addresses = [
        reverse("obligations:waive", args=[member.pk, requirement().pk]),
        reverse("obligations:end_waiver", args=[waiver.pk]),
    ]
    for someone, status in ((user_with(Role.CELL_SECRETARY, cell), 403), (user_with(Role.OFFICER, unit(kind="ward")), 404)):
        client.force_login(someone)
        for address in addresses:
            assert client.post(address, {"reason": "ốm"}).status_code == status
    waiver.refresh_from_db()
    assert waiver.ends_on is None


def changed(**fields: object) -> dict[str, object]:
    """The new-member requirement as the form posts it."""
    one = Requirement.objects.filter(code="new_member_class").first() or requirement()
    return {
        "name": one.name, "program": one.program_id, "standings": ["probationary"], "anchor": "admission", "offset_months": "12",
        "lead_days": "90", "starts_on": "2020-01-01", "legal_basis": one.legal_basis, "active": "on", "step": "save",
    } | fields  # fmt: skip


@pytest.fixture
def admin(client: Client, ward: Unit) -> Client:
    client.force_login(user_with(Role.ADMINISTRATOR, ward))
    return client


def test_a_change_of_a_requirement_shows_whom_it_touches_before_it_is_saved(admin: Client, member: Person) -> None:
    address = reverse("obligations:requirement", args=[requirement().pk])
    assert admin.get(address).status_code == 200
    preview = admin.post(address, changed(offset_months="10", step="preview"))
    impact = preview.context["impact"]
    assert (impact.before, impact.after, impact.newly_bound, impact.released, impact.changed) == (1, 1, 0, 0, 1)
    assert [one.full_name for one in impact.people] == ["Lê Ngọc Hòa"]
    assert "10/04/2022" in preview.content.decode()
    assert requirement().offset_months == 12
    gone = admin.post(address, changed(active="", step="preview")).context["impact"]
    assert (gone.before, gone.after, gone.released) == (1, 0, 1)
    assert admin.post(address, changed(offset_months="10")).status_code == 302
    was, new = Requirement.objects.filter(code="new_member_class").order_by("pk")
    assert (was.offset_months, was.ends_on, new.offset_months, new.starts_on) == (12, date(2019, 12, 31), 10, date(2020, 1, 1))
    entry = Entry.objects.get(action="obligations.edit_requirement")
    assert entry.changes == {"offset_months": [12, 10], "starts_on": "2020-01-01"}
    listed = admin.get(reverse("obligations:requirements")).content.decode()
    assert "đến 31/12/2019" in listed


def test_a_requirement_is_added(admin: Client, member: Person) -> None:
    address = reverse("obligations:add_requirement")
    new = changed(code="moi", name="Yêu cầu mới", standings=["probationary", "official"], anchor="year")
    impact = admin.post(address, new | {"step": "preview"}).context["impact"]
    assert (impact.before, impact.after, impact.newly_bound) == (0, 1, 1)
    assert not Requirement.objects.filter(code="moi").exists()
    assert admin.post(address, new).status_code == 302
    assert admin.post(address, new).status_code == 422
    assert "Yêu cầu mới" in admin.get(reverse("obligations:requirements")).content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"anchor": "post"}, {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, {"verified": "on", "legal_basis": ""}, {"name": ""}],
)
def test_a_requirement_that_cannot_hold_is_refused(admin: Client, fields: dict[str, object]) -> None:
    address = reverse("obligations:requirement", args=[requirement().pk])
    assert admin.post(address, changed(**fields)).status_code == 422
    assert not Entry.objects.exists()


def test_only_an_administrator_of_the_root_changes_requirements(client: Client, ward: Unit, cell: Unit) -> None:
    addresses = [reverse("obligations:requirement", args=[requirement().pk]), reverse("obligations:add_requirement")]
    for someone in (user_with(Role.OFFICER, ward), user_with(Role.ADMINISTRATOR, cell), user()):
        client.force_login(someone)
        assert client.get(reverse("obligations:requirements")).status_code == 200
        for address in addresses:
            assert client.get(address).status_code == 403
            assert client.post(address, changed(code="moi")).status_code == 403
    assert not Entry.objects.exists()


def test_the_page_says_on_which_tree_and_where_the_people_of_an_ended_unit_are(client: Client) -> None:
    made = wards()
    merged(made)
    client.force_login(user_with(Role.OFFICER, made.province))
    shown = page(client, unit=str(made.a.pk), as_of="2026-03-02")
    assert "theo cây tổ chức hiện nay" in shown
    assert "hoạt động đến hết ngày 28/02/2026" in shown
    assert f'href="{reverse(LIST)}?unit={Unit.objects.get(code="PC").pk}"' in shown
    assert f"?unit={made.a.pk}&amp;as_of=2026-02-28&amp;tree=then" in shown
    past = page(client, unit=str(made.a.pk), as_of="2026-02-28", tree="then")
    assert "theo cây tổ chức của ngày đó" in past
    assert "hoạt động đến hết ngày" not in past
