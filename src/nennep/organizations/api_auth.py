"""How programs sign in: a token of the HTTP API as bearer, or the session of a browser."""

from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from nennep.accounts.models import User
from nennep.accounts.queries.token import by_secret
from nennep.core import clock
from nennep.organizations.queries.actor import actor_of


class TokenAuth(HttpBearer):
    """A bearer token in the header: `Authorization: Bearer nnp_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the user of a token in force, and put the actor on the request."""
        found = by_secret(token, now=clock.now())
        if found is None:
            return None
        request.user = found.user
        actor = actor_of(found.user, today=clock.today())
        request.actor = lambda: actor  # type: ignore[attr-defined]  # as the middleware does
        return found.user


class SessionAuth(APIKeyCookie):
    """The session of somebody who is signed in; writes need the CSRF token."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Return the signed-in user."""
        return request.user if isinstance(request.user, User) else None
