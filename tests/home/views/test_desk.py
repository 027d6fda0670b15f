"""The desk, the search and the unit in which one acts."""

import pytest
from django.test import Client
from django.urls import reverse

from nennep.audit.actions import Change, record
from nennep.core.actors import Role, console
from nennep.organizations.models import Grant, Unit
from tests.factories.organizations import unit, user_with
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    """Sign in the officer of a ward with one person."""
    ward = unit("QX", kind="ward", name="Đảng ủy phường Mẫu")
    person(unit("QX-1", parent=ward, name="Chi bộ khối 1"), full_name="Trần Thị Đào")
    client = Client()
    client.force_login(user_with(Role.OFFICER, ward), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_desk(role: Role) -> None:
    client = Client()
    client.force_login(user_with(role, unit(kind="ward")), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("home:desk")).status_code == 200


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert reverse("account_login") in Client().get(reverse("home:desk")).url


def test_search_finds_people_and_units_without_diacritics(officer: Client) -> None:
    assert "Trần Thị Đào" in officer.get(reverse("home:search"), {"q": "dao tran"}).content.decode()
    assert "Chi bộ khối 1" in officer.get(reverse("home:search"), {"q": "khoi 1"}).content.decode()
    person(unit("QY", kind="ward"), full_name="Lê Thị Đào Lạ")
    assert "Đào Lạ" not in officer.get(reverse("home:search"), {"q": "dao la"}).content.decode()


def test_one_acts_only_in_units_where_one_holds_a_role(officer: Client) -> None:
    other = unit("QZ", kind="ward")
    officer.post(reverse("home:switch_unit"), {"unit": other.pk, "next": "/people/"})
    assert other.name not in officer.get(reverse("home:desk")).content.decode()
    Grant.objects.create(user_id=officer.session["_auth_user_id"], role=Role.OFFICER, unit=other)
    officer.post(reverse("home:switch_unit"), {"unit": other.pk})
    assert officer.get(reverse("home:desk")).wsgi_request.actor().unit_id == other.pk


def test_the_way_back_never_leaves_the_site(officer: Client) -> None:
    assert officer.post(reverse("home:switch_unit"), {"next": "https://else.example/"}).url == reverse("home:desk")


def test_what_one_did_to_many_is_one_line(officer: Client) -> None:
    ward = Unit.objects.get(code="QX")
    for batch in range(2):
        doing = [Change("people.add_person", "people.person", at, f"Người {batch}{at}", unit_path=ward.path) for at in range(5)]
        record(console("nennep demo"), doing)
    page = officer.get(reverse("home:desk")).content.decode()
    assert page.count("và 4 mục khác") == 2
    assert officer.get(reverse("home:notifications")).content.decode().count("Người 1") == 5
