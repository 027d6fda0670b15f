"""Accounts: opened within one's reach, activated once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.actors import Actor, Role
from nennep.core.errors import Forbidden, Refused
from nennep.organizations.actions.account import activate, close_account, open_account, renew_codes
from tests.factories.organizations import TODAY

NOBODY = Actor(None, "")
PASSWORD = "mot-mat-khau-dai"


def _open(land: SimpleNamespace, actor: Actor) -> tuple[User, str]:
    return open_account(actor=actor, full_name="Lê Thị Mẫu", role=Role.CELL_SECRETARY, unit=land.cell, today=TODAY, now=clock.now())


def test_an_account_is_activated_with_its_code_once(land: SimpleNamespace) -> None:
    user, code = _open(land, land.owner)
    activate(actor=NOBODY, code=code.lower(), password=PASSWORD, now=clock.now())
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    with pytest.raises(Refused, match="code_unknown"):
        activate(actor=NOBODY, code=code, password=PASSWORD, now=clock.now())


def test_an_expired_code_is_refused(land: SimpleNamespace) -> None:
    _user, code = _open(land, land.owner)
    with pytest.raises(Refused, match="code_unknown"):
        activate(actor=NOBODY, code=code, password=PASSWORD, now=clock.now() + timedelta(days=31))


def test_a_weak_password_is_refused_and_the_code_kept(land: SimpleNamespace) -> None:
    _user, code = _open(land, land.owner)
    with pytest.raises(Refused, match="password_weak"):
        activate(actor=NOBODY, code=code, password="123", now=clock.now())
    assert activate(actor=NOBODY, code=code, password=PASSWORD, now=clock.now())


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_only_the_administrator_of_the_unit_opens_and_closes(land: SimpleNamespace, who: str) -> None:
    user, _code = _open(land, land.owner)
    actor = getattr(land, who)
    with pytest.raises(Forbidden):
        _open(land, actor)
    with pytest.raises(Forbidden):
        close_account(actor=actor, user=user, now=clock.now())
    with pytest.raises(Forbidden):
        renew_codes(actor=actor, users=[user], now=clock.now())


def test_an_account_with_a_role_elsewhere_is_not_managed(land: SimpleNamespace) -> None:
    user, _code = _open(land, land.owner)
    user.grants.create(role=Role.OFFICER, unit=land.neighbor)
    with pytest.raises(Forbidden):
        close_account(actor=land.owner, user=user, now=clock.now())


def test_one_does_not_close_ones_own_account(land: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="own_account"):
        close_account(actor=land.owner, user=User.objects.get(pk=land.owner.user_id), now=clock.now())
