"""Figures on today's tree and on that of their time, before and after a reorganization."""

from datetime import date

import pytest

from nennep.core.actors import console
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.people.actions.membership import transfer_people
from nennep.reorganizations.rules.deed import Deed, Line
from nennep.reports.queries.annual import AnnualReport, annual_report
from nennep.reports.queries.figures import FIGURES
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span
from tests.factories import people
from tests.factories.reorganizations import DAY, Wards, done, merged, wards

pytestmark = pytest.mark.django_db
BEFORE, YEAR = Span(DAY.year - 1, DAY.year - 1), Span(DAY.year, DAY.year)


@pytest.fixture
def made() -> Wards:
    return wards()


def told(unit: Unit, span: Span, tree: Tree = Tree.NOW) -> AnnualReport:
    return annual_report(Scope(Unit.objects.select_related("kind").get(pk=unit.pk), span, tree))


def members(unit: Unit, span: Span, tree: Tree = Tree.NOW) -> int:
    return told(unit, span, tree).membership.members_at_end


def test_a_past_year_is_asked_on_either_tree(made: Wards) -> None:
    then_a, then_b = members(made.a, BEFORE), members(made.b, BEFORE)
    merged(made)
    new = Unit.objects.get(code="PC")
    assert members(new, BEFORE) == then_a + then_b
    assert members(new, BEFORE, Tree.THEN) == 0
    assert (members(made.a, BEFORE, Tree.THEN), members(made.b, BEFORE, Tree.THEN)) == (then_a, then_b)
    assert members(new, YEAR, Tree.THEN) == then_a + then_b


def test_a_unit_that_ended_is_counted_on_its_last_day(made: Wards) -> None:
    before = members(made.a, YEAR)
    merged(made)
    assert members(made.a, YEAR, Tree.THEN) == before
    assert members(made.a, YEAR) == 0


def test_what_moved_away_counts_where_it_stood(made: Wards) -> None:
    there = members(made.a1, BEFORE)
    before_a, before_b = members(made.a, BEFORE), members(made.b, BEFORE)
    done(Line(2, Deed.MOVE, made.a1.code, parent="PB"))
    assert (members(made.a, BEFORE, Tree.THEN), members(made.b, BEFORE, Tree.THEN)) == (before_a, before_b)
    assert (members(made.a, BEFORE), members(made.b, BEFORE)) == (before_a - there, before_b + there)


def test_a_quota_is_granted_once_on_either_tree(made: Wards) -> None:
    def granted(unit: Unit, tree: Tree) -> int:
        return sum(line.quota for line in told(unit, YEAR, tree).training if line.program == "TC")

    before = granted(made.a, Tree.NOW)
    merged(made)
    new = Unit.objects.get(code="PC")
    assert granted(new, Tree.NOW) == before + 3
    assert granted(made.a, Tree.THEN) == before
    assert granted(new, Tree.THEN) == 0


def test_a_transfer_within_the_year_counts_where_the_person_was_on_the_day(made: Wards) -> None:
    person = people.person(made.a1, admitted_on=date(DAY.year, 1, 10), starts_on=date(DAY.year, 1, 10))
    transfer_people(actor=console(), people=[person], to=made.b1, on=date(DAY.year, 2, 1))
    admitted = told(made.a, YEAR).membership.admitted
    assert (admitted, told(made.b, YEAR).membership.admitted) == (1, 0)
    assert members(made.b1, YEAR) == 2


def test_every_figure_opens_its_rows_on_either_tree(made: Wards) -> None:
    merged(made)
    for tree in Tree:
        scope = Scope(Unit.objects.select_related("kind").get(pk=made.a.pk), YEAR, tree)
        for figure in FIGURES.values():
            if not figure.lookups and not figure.measure:
                assert figure.value(scope) == figure.rows_of(scope).count()


def test_a_year_with_a_merger_loses_nothing_on_the_tree_of_its_end(made: Wards) -> None:
    early = date(DAY.year, 1, 10)
    for unit in (made.a, made.a1, made.b1):
        people.person(unit, admitted_on=early, starts_on=early)
    done(Line(2, Deed.MERGE, made.a1.code, "A9", "Chi bộ khối 9"))
    merged_on = date(DAY.year, 3, 2)
    done(Line(2, Deed.MERGE, made.a.code, "PC", "Đảng ủy phường C"), Line(3, Deed.MERGE, made.b.code, "PC"), on=merged_on)
    then, now = (told(made.province, YEAR, tree) for tree in (Tree.THEN, Tree.NOW))
    assert then.membership == now.membership
    assert now.membership.admitted == 3
    assert (then.theory_level, then.classes, then.study, then.attendance) == (
        now.theory_level,
        now.classes,
        now.study,
        now.attendance,
    )
    below = list(Unit.objects.filter(parent=made.province, kind__is_party=True, dissolved_on=None))
    assert sum(members(unit, YEAR, Tree.THEN) for unit in below) == then.membership.members_at_end
    assert told(made.a, YEAR, Tree.THEN).membership.admitted == 2


def test_a_class_in_progress_counts_with_those_who_had_it_when_it_opened(made: Wards) -> None:
    """On the tree of its time; on today's with who took it over. It closes with the heir."""
    taught, in_time = made.training_class, Span(DAY.year, DAY.year)
    opened = date(DAY.year, 1, 10)
    type(taught).objects.filter(pk=taught.pk).update(state="open", opens_on=opened, closes_on=date(DAY.year, 5, 1))
    before = {unit.pk: told(unit, in_time) for unit in (made.a, made.b, made.center, made.province)}
    merged(made)
    new = Unit.objects.get(code="PC")
    for unit in (made.a, made.b, made.center, made.province):
        then = told(unit, in_time, Tree.THEN)
        assert then.classes == before[unit.pk].classes, unit
        assert sum(line.sent for line in then.training) == sum(line.sent for line in before[unit.pk].training), unit
    assert (told(new, in_time).classes.opened, told(new, in_time, Tree.THEN).classes.opened) == (1, 0)
    type(taught).objects.filter(pk=taught.pk).update(state="closed")
    closed = [told(unit, in_time, Tree.THEN).classes.closed for unit in (made.a, made.b, new, made.province)]
    assert closed == [0, 0, 1, 1]
