"""The pages that the program shows when it says no, and those of signing in, with their Vietnamese."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.factories import organizations

TO_STRANGERS = ["account_login", "account_reset_password", "account_signup", "account_inactive"]
TO_ONESELF = ["account_change_password", "mfa_index", "mfa_list_webauthn", "usersessions_list", "account_logout"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", TO_STRANGERS)
def test_pages_for_those_who_are_not_signed_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert 'lang="vi"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", TO_ONESELF)
def test_pages_of_ones_own_account(client: Client, name: str) -> None:
    client.force_login(organizations.user(password="mat-khau-thu-1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "Trần Thị Mẫu" in answer.content.decode() or name == "account_logout"


@pytest.mark.django_db
def test_no_page_is_a_404_in_vietnamese(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_of_failure_need_no_request(name: str) -> None:
    assert "Nền Nếp" in render_to_string(name)


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "shown"), [("dark", 'data-bs-theme="dark"'), ('"><script>', '<html lang="vi">')])
def test_the_theme_is_one_of_two(client: Client, chosen: str, shown: str) -> None:
    client.cookies["theme"] = chosen
    assert shown in client.get(reverse("account_login")).content.decode()
