"""Roles: given and ended within one's reach."""

from types import SimpleNamespace

import pytest

from nennep.core.actors import Role
from nennep.core.errors import Forbidden, Refused
from nennep.organizations.actions.grant import end_grant, grant_role
from nennep.organizations.queries.actor import actor_of
from tests.factories.organizations import TODAY, user


def test_a_role_holds_from_its_first_to_its_last_day(land: SimpleNamespace) -> None:
    account = user()
    grant = grant_role(actor=land.owner, user=account, role=Role.OFFICER, unit=land.cell, starts_on=TODAY)
    assert actor_of(account, today=TODAY).holds(land.cell.path, Role.OFFICER)
    end_grant(actor=land.owner, grant=grant, today=TODAY)
    assert not actor_of(account, today=TODAY).grants


def test_a_role_is_not_given_twice(land: SimpleNamespace) -> None:
    account = user()
    grant_role(actor=land.owner, user=account, role=Role.OFFICER, unit=land.cell, starts_on=TODAY)
    with pytest.raises(Refused, match="grant_held"):
        grant_role(actor=land.owner, user=account, role=Role.OFFICER, unit=land.cell, starts_on=TODAY)


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_nobody_else_gives_roles(land: SimpleNamespace, who: str) -> None:
    with pytest.raises(Forbidden):
        grant_role(actor=getattr(land, who), user=user(), role=Role.OFFICER, unit=land.cell, starts_on=TODAY)


def test_an_administrator_gives_nothing_above(land: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        grant_role(actor=land.owner, user=user(), role=Role.OFFICER, unit=land.province, starts_on=TODAY)
