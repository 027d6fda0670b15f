"""Puts the actor on the request: grants are fetched once, lazily."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.organizations.queries.actor import actor_of

SESSION_UNIT = "acting_unit"


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if not isinstance(user, User):
        return Actor(user_id=None, name="")
    return actor_of(user, today=clock.today(), unit_id=request.session.get(SESSION_UNIT))


class ActorMiddleware:
    """`request.actor`: who asks, with today's grants."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # read through core.web
        return self.get_response(request)
