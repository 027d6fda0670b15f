"""Signed-in browsers of the people of the town."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from nennep.accounts.models import User
from nennep.core.actors import Actor

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """Return a browser in which somebody is signed in."""

    def browser(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return browser
