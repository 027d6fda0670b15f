"""The page of the rows behind a figure."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from nennep.core.actors import Role
from nennep.organizations.models import Unit
from tests.factories import organizations, people
from tests.factories.year import Year
from tests.reports.queries.test_figures import printed
from tests.reports.views.test_annual import client_of

MEMBERS = {"from": 2026, "figure": "membership.members_at_end"}


@pytest.fixture
def ward(db: None) -> Unit:
    return organizations.unit("QX", kind="ward")


def test_every_figure_opens_its_rows(year: Year) -> None:
    client = client_of(Role.OFFICER, year.top)
    report = client.get("/reports/", {"from": 2020, "to": 2022}).context["board"].report
    for key, value in printed(report):
        answer = client.get("/reports/rows/", {"from": 2020, "to": 2022, "figure": key})
        assert answer.status_code == 200
        assert answer.context["value"].replace(".", "") == str(value), key


def test_queries_do_not_grow_with_the_rows(ward: Unit, queries_at: object) -> None:
    client, cell = client_of(Role.OFFICER, ward), organizations.unit("QX-1", parent=ward)
    client.get("/reports/rows/", MEMBERS)
    first, second = queries_at(lambda: client.get("/reports/rows/", MEMBERS), lambda: people.person(cell))
    assert first == second


def test_many_rows_stand_by_unit(ward: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, name in (("QX-1", "Lê Văn Xuân"), ("QX-2", "Lê Văn An")):
        people.person(organizations.unit(code, parent=ward), full_name=name)
    client = client_of(Role.OFFICER, ward)

    def names() -> list[str]:
        return [row.person.full_name for row in client.get("/reports/rows/", MEMBERS).context["page"]]

    assert names() == ["Lê Văn An", "Lê Văn Xuân"]
    monkeypatch.setattr("nennep.reports.columns.MANY", 1)
    assert names() == ["Lê Văn Xuân", "Lê Văn An"]
    assert "xếp theo đơn vị" in client.get("/reports/rows/", MEMBERS).content.decode()


def test_colleague_without_the_role_and_stranger_are_turned_away(ward: Unit) -> None:
    query = {**MEMBERS, "unit": ward.pk}
    clients: dict[int, Client] = {
        200: client_of(Role.CELL_SECRETARY, ward),
        403: client_of(Role.MEMBER, ward),
        404: client_of(Role.OFFICER, organizations.unit("AW", kind="ward")),
    }
    for status, client in clients.items():
        assert client.get("/reports/rows/", query).status_code == status
        assert client.get("/reports/rows.csv", query).status_code == status


def test_the_rows_are_taken_away_as_they_are(ward: Unit) -> None:
    people.person(organizations.unit("QX-1", parent=ward), full_name="=HYPERLINK(1)", code="N1")
    client = client_of(Role.OFFICER, ward)
    sheet = load_workbook(BytesIO(client.get("/reports/rows.xlsx", MEMBERS).content)).active
    assert [cell.value for cell in sheet[2]][:2] == ["=HYPERLINK(1)", "N1"]
    assert sheet["A2"].data_type == "s"
    assert client.get("/reports/rows.csv", MEMBERS).content.decode("utf-8-sig").splitlines()[1].startswith("'=HYPERLINK(1),N1")
    assert client.get("/reports/rows.exe", MEMBERS).status_code == 404


@pytest.mark.parametrize("figure", ["", "nothing", "training.sent"])
def test_a_figure_that_is_not_is_not_found(ward: Unit, figure: str) -> None:
    assert client_of(Role.OFFICER, ward).get("/reports/rows/", {"figure": figure}).status_code == 404
