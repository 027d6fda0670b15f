"""Who is shown which areas."""

from typing import Any

import pytest
from django.test import Client

from nennep.core.actors import Role
from tests.factories import organizations

pytestmark = pytest.mark.django_db


def chrome(role: Role, path: str = "/organizations/me/") -> dict[str, Any]:
    client = Client()
    user = organizations.user_with(role, organizations.unit())
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown: dict[str, Any] = client.get(path).context["chrome"]
    return shown


def areas(role: Role) -> set[str]:
    return {area["url"] for area in chrome(role)["areas"]}


def test_a_member_sees_the_desk_and_own_classes_alone() -> None:
    assert areas(Role.MEMBER) == {"/", "/classes/mine/"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CELL_SECRETARY])
def test_people_are_an_area_of_those_who_keep_them(role: Role) -> None:
    assert "/people/" in areas(role)


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.LECTURER, Role.GROUP_LEADER])
def test_people_are_no_area_of_those_who_teach(role: Role) -> None:
    assert "/people/" not in areas(role)


def test_the_bottom_bar_has_five_places_at_most() -> None:
    assert len(chrome(Role.ADMINISTRATOR)["bottom"]) <= 5
    assert [area["url"] for area in chrome(Role.MEMBER)["bottom"]] == ["/", "/classes/mine/"]


@pytest.mark.parametrize(
    ("path", "active"),
    [
        ("/organizations/", ["/organizations/"]),
        ("/reorganizations/new/", ["/organizations/"]),
        ("/organizations/me/", []),
    ],
)
def test_one_area_at_most_is_the_present_one(path: str, active: list[str]) -> None:
    assert [area["url"] for area in chrome(Role.ADMINISTRATOR, path)["areas"] if area["active"]] == active
