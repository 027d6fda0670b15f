"""Puts the actor on the request: found out once, when asked for."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.organizations.queries.actor import actor_of, actor_with

SESSION_UNIT = "acting_unit"


def _actor(request: HttpRequest) -> Actor:
    user, session = request.user, request.session
    if not isinstance(user, User):
        return Actor(user_id=None, name="")
    chosen = session.get(SESSION_UNIT)
    account = getattr(session, "account", None)
    if account is not None and account.pk == user.pk:
        return actor_with(user, session.held, chosen)  # type: ignore[attr-defined]  # of our own store
    return actor_of(user, today=clock.today(), unit_id=chosen)


class ActorMiddleware:
    """`request.actor()`: who asks, with today's grants."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor."""
        request.actor = cache(lambda: _actor(request))  # type: ignore[attr-defined]  # called through core.web
        return self.get_response(request)
