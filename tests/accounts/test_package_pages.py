"""The pages of allauth that this program does not need still speak as it does."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.factories.organizations import user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/sign-in/email/", "/sign-in/confirm-email/", "/sign-in/confirm-email/abc/"])
def test_the_pages_about_addresses_say_that_none_is_needed(client: Client, path: str) -> None:
    client.force_login(user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(path).content.decode()
    assert "Không cần thư điện tử" in page
    assert "Email" not in page


def test_no_address_is_taken(client: Client) -> None:
    client.force_login(user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/sign-in/email/", {"action_add": "", "email": "a@example.org"})
    assert not EmailAddress.objects.exists()
