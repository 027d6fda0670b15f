"""Levels counted by joins: the oracle is the level of each membership."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from nennep.operations import setting_up
from nennep.organizations.models import Unit
from nennep.people.models import Membership
from nennep.reports.queries import sources
from nennep.reports.queries.levels import by_level
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", [2017, 2022, 2026])
def test_levels_by_joins_are_those_of_each_member(year: int) -> None:
    """For a ward, a base organization and a cell."""
    setting_up.load_catalogs()
    call_command("synthesize", "--people", "500", "--seed", "4", stdout=StringIO(), stderr=StringIO())
    for kind in ("ward", "base_committee", "cell"):
        scope = Scope(Unit.objects.filter(kind=kind).order_by("path")[0], Span(year, year))
        members = sources.members(scope)
        assert by_level(members, scope.day) == Counter(row.level for row in members)


def test_nobody_has_no_level() -> None:
    """A condition that nobody fulfills needs no statement."""
    setting_up.load_catalogs()
    assert by_level(Membership.objects.none(), Span(2025, 2025).ends_on) == {}
