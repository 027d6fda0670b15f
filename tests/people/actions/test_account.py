"""Accounts for members: one each, with a code to print."""

from types import SimpleNamespace

import pytest

from nennep.core import clock
from nennep.core.actors import Role
from nennep.core.errors import Forbidden
from nennep.organizations.models import Grant
from nennep.people.actions.account import open_member_accounts
from tests.factories.organizations import TODAY
from tests.factories.people import person


def test_accounts_are_opened_once(ward: SimpleNamespace) -> None:
    namesakes = [ward.person, person(ward.first, full_name="Nguyễn Văn Ánh")]
    opened = open_member_accounts(actor=ward.owner, people=namesakes, today=TODAY, now=clock.now())
    assert len({user.username for _person, user, _code in opened}) == 2
    assert Grant.objects.filter(role=Role.MEMBER, unit=ward.first).count() == 2
    assert open_member_accounts(actor=ward.owner, people=namesakes, today=TODAY, now=clock.now()) == []


def test_a_stranger_opens_none(ward: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        open_member_accounts(actor=ward.stranger, people=[ward.person], today=TODAY, now=clock.now())
