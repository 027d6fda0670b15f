"""The list of commendations and the form."""

from datetime import date

import pytest
from django.test import Client

from nennep.core.actors import Role
from nennep.organizations.actions.steps import NewUnit, add_units
from nennep.organizations.models import Unit
from nennep.recognition.models import Commendation
from tests.factories import organizations, people, recognition

TYPED = {"decision_no": "35-QĐ/BTG", "decided_on": "30/01/2026", "body": "Ban Tuyên giáo", "form": "biểu dương", "reason": ""}


@pytest.fixture
def ward(db: None) -> Unit:
    return organizations.unit("W", kind="ward", name="Đảng ủy phường Mẫu")


def client_of(role: Role, at: Unit) -> Client:
    client = Client()
    client.force_login(organizations.user_with(role, at))
    return client


def test_each_sees_the_commendations_of_the_own_reach(ward: Unit) -> None:
    cell, other = organizations.unit("W-1", parent=ward), organizations.unit("X", kind="ward")
    own = [recognition.commendation(unit=ward), recognition.commendation(person=people.person(cell))]
    recognition.commendation(unit=other)
    listed = client_of(Role.OFFICER, ward).get("/recognition/").context["page"].object_list
    assert set(listed) == set(own)
    assert [*client_of(Role.CELL_SECRETARY, cell).get("/recognition/").context["page"].object_list] == own[1:]
    assert client_of(Role.MEMBER, ward).get("/recognition/").status_code == 403


def test_who_left_the_unit_before_the_decision_is_not_listed(ward: Unit) -> None:
    gone = people.person(ward)
    gone.memberships.update(ends_on=date(2025, 12, 31))
    recognition.commendation(person=gone)
    assert not client_of(Role.OFFICER, ward).get("/recognition/").context["page"].object_list


def test_words_are_found_without_their_marks(ward: Unit) -> None:
    made = recognition.commendation(unit=ward, form="bằng khen")
    client = client_of(Role.OFFICER, ward)
    for text, found in (("bang khen", [made]), ("PHƯỜNG mau", [made]), ("giấy khen", [])):
        assert [*client.get("/recognition/", {"q": text}).context["page"].object_list] == found
    assert not client.get("/recognition/", {"year": made.decided_on.year - 1}).context["page"].object_list


def test_the_officer_records_one_by_the_form(ward: Unit) -> None:
    person = people.person(organizations.unit("W-1", parent=ward), code="P7")
    client = client_of(Role.OFFICER, ward)
    assert client.post("/recognition/add/", {**TYPED, "unit": ward.pk}).status_code == 302
    assert client.post("/recognition/add/", {**TYPED, "person_code": " p7 "}).status_code == 302
    assert [(one.unit, one.person) for one in Commendation.objects.order_by("pk")] == [(ward, None), (None, person)]


@pytest.mark.parametrize(
    "wrong", [{}, {"unit": "1", "person_code": "P7"}, {"person_code": "NOBODY"}, {"unit": "X"}, {"decided_on": "31/02/2026"}]
)
def test_what_is_wrong_is_shown_and_nothing_is_recorded(ward: Unit, wrong: dict[str, str]) -> None:
    people.person(ward, code="P7")
    typed = {**TYPED, **{name: str(ward.pk) if value == "1" else value for name, value in wrong.items()}}
    assert client_of(Role.OFFICER, ward).post("/recognition/add/", typed).status_code == 422
    assert not Commendation.objects.exists()


def test_only_who_records_sees_the_form(ward: Unit) -> None:
    assert client_of(Role.OFFICER, ward).get("/recognition/add/", {"person": "P7"}).context["form"].initial["person_code"] == "P7"
    assert client_of(Role.CELL_SECRETARY, ward).get("/recognition/add/").status_code == 403


def test_queries_do_not_grow_with_the_rows(ward: Unit, queries_at: object) -> None:
    client = client_of(Role.OFFICER, ward)
    client.get("/recognition/")
    first, second = queries_at(lambda: client.get("/recognition/"), lambda: recognition.commendation(person=people.person(ward)))
    assert first == second


def test_of_many_units_some_are_offered_and_every_one_is_found_by_its_code(ward: Unit) -> None:
    client = client_of(Role.OFFICER, ward)
    assert 'name="unit_code"' not in client.get("/recognition/add/").content.decode()
    add_units([NewUnit(f"W-{n:03}", f"Chi bộ khối {n}", "cell", ward, date(2000, 1, 1)) for n in range(301)])
    shown = client.get("/recognition/add/").content.decode()
    assert shown.count("<option") == 301
    assert "Đảng ủy phường Mẫu" in shown
    assert client.post("/recognition/add/", {**TYPED, "unit_code": "w-300"}).status_code == 302
    assert Commendation.objects.get().unit == Unit.objects.get(code="W-300")
    refused = client.post("/recognition/add/", {**TYPED, "unit_code": "không có"})
    assert refused.status_code == 422
    assert 'name="unit_code" value="không có"' in refused.content.decode()
