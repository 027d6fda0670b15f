"""Who is shown which areas."""

import pytest
from django.test import Client

from nennep.core.actors import Role
from tests.factories import organizations


def areas(role: Role) -> set[str]:
    client = Client()
    client.force_login(
        organizations.user_with(role, organizations.unit()), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return {area["url"] for area in client.get("/").context["chrome"]["areas"]}


@pytest.mark.django_db
def test_a_member_sees_the_desk_and_own_classes_alone() -> None:
    assert areas(Role.MEMBER) == {"/", "/classes/mine/"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "people"), [(Role.OFFICER, True), (Role.CELL_SECRETARY, True), (Role.REGISTRAR, False), (Role.LECTURER, False)]
)
def test_people_are_an_area_of_those_who_keep_them(role: Role, people: bool) -> None:
    assert ("/people/" in areas(role)) is people


@pytest.mark.django_db
def test_the_bottom_bar_has_five_places_at_most() -> None:
    client = Client()
    client.force_login(
        organizations.user_with(Role.ADMINISTRATOR, organizations.unit()),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    chrome = client.get("/").context["chrome"]
    assert len(chrome["bottom"]) <= 5
    assert [area["url"] for area in chrome["areas"] if area["active"]] == ["/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "active"),
    [
        ("/organizations/", ["/organizations/"]),
        ("/organizations/accounts/", ["/organizations/accounts/"]),
        ("/organizations/me/", []),
    ],
)
def test_one_area_at_most_is_the_present_one(path: str, active: list[str]) -> None:
    client = Client()
    client.force_login(
        organizations.user_with(Role.ADMINISTRATOR, organizations.unit()),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert [area["url"] for area in client.get(path).context["chrome"]["areas"] if area["active"]] == active
