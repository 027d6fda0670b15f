"""The extract of a study record: who gets it, and what it says."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from nennep.attendance.models import State
from nennep.core.actors import Role
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.records.models import Completion
from tests.factories import campaigns, organizations, people, programs, recognition
from tests.reports.views.test_annual import client_of


@pytest.fixture
def cell(db: None) -> Unit:
    return organizations.unit("W-1", parent=organizations.unit("W", kind="ward"), name="Chi bộ khối 1")


@pytest.fixture
def person(cell: Unit) -> Person:
    made = people.person(cell, full_name="Lê Thị Mẫu", code="P1", admitted_on=date(2019, 5, 19))
    Completion.objects.create(
        person=made, program=programs.program("DVM"), completed_on=date(2020, 3, 1), classification_label="giỏi", source="class:D1"
    )
    event = campaigns.study_event(cell, starts_on=date(2025, 4, 1), name="Học tập Nghị quyết số 57")
    campaigns.expect(event, cell, {made: State.PRESENT})
    recognition.commendation(person=made)
    return made


def words(client: Client, person: Person) -> set[str]:
    answer = client.get(f"/reports/people/{person.pk}/extract.xlsx")
    assert "ban-trich-P1.xlsx" in answer["Content-Disposition"]
    page = load_workbook(BytesIO(answer.content)).active
    return {str(value.value) for row in page.iter_rows() for value in row if value.value}


def test_the_extract_says_what_was_learned(cell: Unit, person: Person) -> None:
    said = words(client_of(Role.CELL_SECRETARY, cell), person)
    assert {"BẢN TRÍCH", "I. Đã hoàn thành", "giỏi", "II. Học tập, quán triệt nghị quyết", "11/04/2025", "III. Khen thưởng"} <= said


def test_the_person_gets_the_own_extract(cell: Unit, person: Person) -> None:
    person.user = organizations.user_with(Role.MEMBER, cell)
    person.save()
    own = Client()
    own.force_login(person.user)
    assert own.get(f"/reports/people/{person.pk}/extract.pdf").content.startswith(b"%PDF-")
    assert own.get(f"/reports/people/{people.person(cell).pk}/extract.pdf").status_code == 404


def test_a_stranger_and_another_format_find_nothing(cell: Unit, person: Person) -> None:
    stranger = client_of(Role.OFFICER, organizations.unit("X", kind="ward"))
    assert stranger.get(f"/reports/people/{person.pk}/extract.pdf").status_code == 404
    assert client_of(Role.OFFICER, cell).get(f"/reports/people/{person.pk}/extract.exe").status_code == 404


def test_who_learned_nothing_has_an_extract_too(cell: Unit) -> None:
    bare = people.person(cell, code="P1")
    assert "Chưa có." in words(client_of(Role.OFFICER, cell), bare)
