"""Who stood where on a day: the same people whichever tree is asked, and each where she was."""

from datetime import date, timedelta

import pytest

from nennep.core.actors import Actor, Role, console
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.people.actions.membership import transfer_people
from nennep.people.models import Post
from nennep.people.queries.on_day import listed_on, seen_of
from nennep.people.queries.person import PersonFilter
from nennep.reorganizations.rules.deed import Deed, Line
from nennep.reports.queries import sources
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span
from tests.factories import people
from tests.factories.organizations import actor_with
from tests.factories.reorganizations import DAY, Wards, done, merged, wards

pytestmark = pytest.mark.django_db
EVE = DAY - timedelta(days=1)
PAST = date(DAY.year - 1, 12, 31)
ALL = PersonFilter()


@pytest.fixture
def made() -> Wards:
    return wards()


def on(day: date, unit: Unit | None, tree: Tree = Tree.NOW, *, actor: Actor | None = None, **narrowed: str) -> list[int]:
    found = listed_on(actor or console(), PersonFilter(**narrowed), day, unit, tree)
    return sorted(found.values_list("pk", flat=True))


def test_a_merger_loses_nobody_of_the_past(made: Wards) -> None:
    was = {unit.pk: on(EVE, unit) for unit in (made.a, made.b)}
    merged(made)
    new = Unit.objects.get(code="PC")
    assert {unit.pk: on(EVE, Unit.objects.get(pk=unit.pk), Tree.THEN) for unit in (made.a, made.b)} == was
    assert on(EVE, new) == on(DAY, new) == sorted(was[made.a.pk] + was[made.b.pk])
    assert on(EVE, new, Tree.THEN) == []
    assert on(DAY, new, Tree.THEN) == on(DAY, new)
    assert on(EVE, made.province) == on(EVE, made.province, Tree.THEN) == on(EVE, None)


def test_the_list_is_the_rows_behind_the_figure_of_the_report(made: Wards) -> None:
    done(Line(2, Deed.MOVE, made.a1.code, parent="PB"))
    for unit in (made.province, made.a, made.b, made.a1):
        for tree in Tree:
            scope = Scope(Unit.objects.select_related("kind").get(pk=unit.pk), Span(PAST.year, PAST.year), tree)
            counted = sources.members(scope).order_by("person").values_list("person", flat=True)
            assert on(PAST, scope.unit, tree) == list(counted)


def test_after_a_transfer_each_day_has_its_unit(made: Wards) -> None:
    person = people.person(made.a1, full_name="Đỗ Thị Chuyển", starts_on=date(2020, 1, 1))
    people.post(person, made.a1, "Chi ủy viên", starts_on=date(2020, 1, 1))
    transfer_people(actor=console(), people=[person], to=made.b1, on=DAY)
    Post.objects.filter(person=person).update(ends_on=EVE)
    before, after = (listed_on(console(), PersonFilter(q="chuyen"), day, None, Tree.NOW).get() for day in (EVE, DAY))
    assert [one.open_memberships[0].unit for one in (before, after)] == [made.a1, made.b1]
    assert [[post.title for post in one.posts_today] for one in (before, after)] == [["Chi ủy viên"], []]
    assert person.pk in on(EVE, made.a, post="chi ủy")
    assert person.pk not in on(DAY, made.a)


def test_readers_see_their_past_people_and_strangers_none(made: Wards) -> None:
    person = people.person(made.a1, starts_on=date(2020, 1, 1))
    transfer_people(actor=console(), people=[person], to=made.b1, on=DAY)
    officer, registrar, stranger = (
        actor_with(role, unit) for role, unit in ((Role.OFFICER, made.a), (Role.REGISTRAR, made.a), (Role.OFFICER, made.b1))
    )
    for tree in Tree:
        assert person.pk in on(EVE, None, tree, actor=officer)
        assert on(EVE, made.a, tree, actor=registrar) == on(EVE, None, tree, actor=registrar) == []
        assert on(EVE, made.a, tree, actor=stranger) == []
    assert seen_of(officer, [person.pk]) == set()
    assert seen_of(stranger, [person.pk]) == {person.pk}


def test_the_number_of_queries_does_not_grow(made: Wards, queries_at) -> None:
    def read() -> None:
        for one in listed_on(console(), PersonFilter(q="mau"), EVE, made.b1, Tree.THEN):
            assert one.open_memberships[0].unit.name
            assert one.posts_today == one.levels_held == []

    assert queries_at(read, lambda: people.person(made.b1)) == [4, 4]
