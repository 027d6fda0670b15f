"""What a reorganization left open waits on the desk of whoever administers."""

import pytest

from nennep.core.actors import Role
from nennep.home.queries.desk import waiting
from tests.factories import organizations
from tests.factories.reorganizations import TODAY, merged, wards

pytestmark = pytest.mark.django_db


def test_it_waits_on_the_desk_above_and_on_no_other() -> None:
    made = wards()
    plan = merged(made)
    above, beside = (organizations.actor_with(Role.ADMINISTRATOR, unit) for unit in (made.province, made.b1))
    counts = {line.url: line.count for line in waiting(above, TODAY)}
    assert counts["/reorganizations/"] == plan.points.count() > 0
    assert "/reorganizations/" not in {line.url for line in waiting(beside, TODAY)}
