"""Who is signed in is known by the statement that reads the session, and never more than Django would say."""

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nennep.accounts.models import User
from tests.factories.organizations import user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/people/"


def signed_in(account: User) -> Client:
    """Return a browser in which somebody signed in, on allauth's list of sessions."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    UserSession.objects.create(user=account, session_key=client.session.session_key, ip="127.0.0.1", user_agent="test")
    return client


@pytest.fixture
def account(db: None) -> User:
    """Make an account."""
    return user()


def test_one_statement_reads_session_and_account(account: User) -> None:
    client = signed_in(account)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(PAGE)
    assert answer.status_code == 200
    assert answer.wsgi_request.user == account
    assert not [one for one in queries if one["sql"].startswith('SELECT "accounts_user"')]


@pytest.mark.parametrize("change", ["is_active", "password", "session", "deleted list"])
def test_an_ended_sign_in_is_not_revived(account: User, change: str) -> None:
    client = signed_in(account)
    if change == "is_active":
        User.objects.filter(pk=account.pk).update(is_active=False)
    elif change == "password":
        account.set_password("mat-khau-moi-1")
        account.save(update_fields=["password"])
    elif change == "session":
        client.session.flush()
    else:
        UserSession.objects.all().delete()  # the list alone says nothing: Django's own way still finds who signed in
    assert (client.get(PAGE).status_code == 200) is (change == "deleted list")


def test_a_session_listed_for_somebody_else_stays_that_of_who_signed_in(account: User) -> None:
    client = signed_in(account)
    UserSession.objects.update(user=user())
    assert client.get(PAGE).wsgi_request.user == account


def test_the_middleware_stands_where_djangos_stood() -> None:
    at = settings.MIDDLEWARE.index("nennep.accounts.middleware.SignedInMiddleware")
    assert settings.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware") < at
