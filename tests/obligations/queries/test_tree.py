"""Lines on today's tree and on that of the day: the same lines, each where its person stood."""

from datetime import timedelta

import pytest

from nennep.core.actors import Actor, Role, console
from nennep.obligations.queries.due import DueFilter, counts, lines
from nennep.obligations.rules.state import State
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.people.models import Standing
from nennep.reorganizations.rules.deed import Deed, Line
from tests.factories import people
from tests.factories.obligations import requirement
from tests.factories.organizations import actor_with
from tests.factories.reorganizations import DAY, Wards, done, merged, wards

pytestmark = pytest.mark.django_db
EVE = DAY - timedelta(days=1)
ALL = DueFilter(states=frozenset(State))


@pytest.fixture
def made() -> Wards:
    requirement()
    found = wards()
    admitted = DAY - timedelta(days=200)
    for unit in (found.a, found.a1, found.b1, found.b1):
        people.person(unit, standing=Standing.PROBATIONARY, admitted_on=admitted, starts_on=admitted)
    return found


def who(unit: Unit, tree: Tree = Tree.NOW, actor: Actor | None = None) -> list[int]:
    found = Unit.objects.get(pk=unit.pk)
    asked = lines(actor or console(), found, EVE, ALL, tree).all()
    assert sum(one.total for one in counts(lines(actor or console(), found, EVE, ALL, tree))) == len(asked)
    return sorted(line.person_id for line in asked)


def test_after_a_merger_the_past_is_the_same_on_either_tree(made: Wards) -> None:
    was = who(made.a), who(made.b)
    merged(made)
    new = Unit.objects.get(code="PC")
    assert (who(made.a, Tree.THEN), who(made.b, Tree.THEN)) == was
    assert who(new) == sorted(was[0] + was[1])
    assert who(new, Tree.THEN) == []
    assert who(made.province) == who(made.province, Tree.THEN)


def test_what_moved_away_stays_with_those_who_had_it_then(made: Wards) -> None:
    was = who(made.a)
    officer = actor_with(Role.OFFICER, made.a)
    done(Line(2, Deed.MOVE, made.a1.code, parent="PB"))
    assert who(made.a, Tree.THEN, officer) == was
    assert set(who(made.a, Tree.NOW, officer)) == set(was) - set(who(made.a1))
    assert who(made.b, Tree.THEN, officer) == []
