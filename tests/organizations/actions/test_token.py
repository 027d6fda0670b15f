"""A token acts as its owner until it is revoked or expires."""

from datetime import timedelta

import pytest

from nennep.accounts.models import ApiToken
from nennep.accounts.queries.token import by_secret
from nennep.core import clock
from nennep.core.errors import Forbidden
from nennep.organizations.actions.token import make_token, revoke_token
from nennep.organizations.queries.actor import actor_of
from tests.factories.organizations import TODAY, user

pytestmark = pytest.mark.django_db


def test_a_token_is_known_by_its_secret_alone() -> None:
    owner = user()
    token, secret = make_token(actor=actor_of(owner, today=TODAY), user=owner, name="Báo cáo", expires_at=None)
    assert by_secret(secret, now=clock.now()) == token
    assert not ApiToken.objects.filter(digest=secret).exists()
    revoke_token(actor=actor_of(owner, today=TODAY), token=token, now=clock.now())
    assert by_secret(secret, now=clock.now()) is None


def test_an_expired_token_is_none() -> None:
    owner = user()
    soon = clock.now() + timedelta(hours=1)
    _token, secret = make_token(actor=actor_of(owner, today=TODAY), user=owner, name="Tạm", expires_at=soon)
    assert by_secret(secret, now=soon + timedelta(seconds=1)) is None


def test_nobody_makes_or_revokes_anothers_token() -> None:
    owner, other = user(), actor_of(user(), today=TODAY)
    token, _secret = make_token(actor=actor_of(owner, today=TODAY), user=owner, name="Báo cáo", expires_at=None)
    with pytest.raises(Forbidden):
        make_token(actor=other, user=owner, name="X", expires_at=None)
    with pytest.raises(Forbidden):
        revoke_token(actor=other, token=token, now=clock.now())
