"""Units that are not there on a day: when they ended or began, and where to look instead."""

from datetime import date, timedelta

import pytest

from nennep.core.actors import Role, console
from nennep.organizations.models import Unit
from nennep.organizations.queries.life import beginning_of, ending_of
from nennep.reorganizations.rules.deed import Deed, Line
from tests.factories.organizations import actor_with
from tests.factories.reorganizations import DAY, TODAY, Wards, done, merged, wards

pytestmark = pytest.mark.django_db
EVE = DAY - timedelta(days=1)


@pytest.fixture
def made() -> Wards:
    return wards()


def again(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def test_of_a_unit_that_is_there_nothing_is_said(made: Wards) -> None:
    merged(made)
    assert ending_of(console(), made.b1, TODAY) is beginning_of(console(), made.b1, EVE) is None
    assert ending_of(console(), again(made.a), EVE) is None
    assert ending_of(console(), None, TODAY) is beginning_of(console(), None, TODAY) is None


def test_successors_are_followed_to_those_in_being(made: Wards) -> None:
    merged(made)
    done(Line(2, Deed.MERGE, "PC", "PD", "Đảng ủy phường D"), on=date(2026, 3, 2))
    found = ending_of(console(), again(made.a), TODAY)
    assert found is not None
    assert (found.last_day, [one.unit.code for one in found.heirs]) == (EVE, ["PD"])
    begun = beginning_of(console(), Unit.objects.get(code="PC"), EVE)
    assert begun is not None
    assert {one.unit for one in begun.origins} == {made.a, made.b}


def test_without_a_successor_the_unit_above_took_over(made: Wards) -> None:
    done(Line(2, Deed.DISSOLVE, made.a1.code))
    found = ending_of(console(), again(made.a1), TODAY)
    assert found is not None
    assert [one.unit for one in found.heirs] == [made.a]


def test_only_what_lies_in_reach_can_be_opened(made: Wards) -> None:
    merged(made)
    ended = again(made.a)
    officer, stranger = actor_with(Role.OFFICER, made.province), actor_with(Role.OFFICER, made.b1)
    seen = [ending_of(actor, ended, TODAY) for actor in (officer, stranger)]
    assert [one.visible for found in seen if found for one in found.heirs] == [True, False]
