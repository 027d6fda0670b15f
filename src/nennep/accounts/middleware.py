"""Who is signed in: taken from what the session was read with, where that says the same as Django would."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from nennep.accounts.models import User


def _confirmed(request: HttpRequest) -> User | None:
    """Return the account that came with the session when all that Django asks of a session holds for it."""
    session = request.session
    key = session.get(SESSION_KEY)  # reads the session, and with it the account
    account: User | None = getattr(session, "account", None)
    if account is None or str(account.pk) != key or not account.is_active:
        return None
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    sealed = session.get(HASH_SESSION_KEY) or ""
    return account if constant_time_compare(sealed, account.get_session_auth_hash()) else None


def _signed_in(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    return _confirmed(request) or get_user(request)


class SignedInMiddleware(AuthenticationMiddleware):
    """`request.user`, without a statement of its own; in every doubtful case Django decides."""

    def process_request(self, request: HttpRequest) -> None:
        """Put the user on the request, to be found out when asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _signed_in(request))  # type: ignore[assignment]  # as Django does
