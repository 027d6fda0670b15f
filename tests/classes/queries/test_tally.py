"""Classes and trainees counted ahead: whoever sees them, the figures are those of counting now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nennep.classes.actions import tally as writing
from nennep.classes.models import ClassTally, Enrollment, TrainingClass
from nennep.classes.queries import tally
from nennep.classes.queries import training_class as classes
from nennep.classes.queries.training_class import ClassFilter
from nennep.core import clock
from nennep.core.actors import Actor, GrantFact, Role
from nennep.organizations.models import Unit
from tests.classes.conftest import Taught, Town
from tests.factories.classes import NOW, enroll, training_class
from tests.factories.organizations import TODAY, actor_with, user_with
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(town: Town, taught: Taught) -> Town:
    """Add what is seen in more than one way: somebody sent by the other ward, who belongs to this one, and absences."""
    other = training_class(town.other_center, code="KHAC")
    enroll(other, person(town.cell, full_name="Phạm Thị Dung"), sender=town.other_ward)
    enroll(other, person(town.other_cell, full_name="Vũ Văn Em"), sender=town.other_ward)
    Enrollment.objects.filter(pk__in=[taught.an.pk, taught.chi.pk]).update(absent_unexcused=9)
    return town


def also(actor: Actor, role: Role, unit: Unit) -> Actor:
    """Return the actor with one role more."""
    return replace(actor, grants=(*actor.grants, GrantFact(role, unit.pk, unit.path)))


WHO: dict[str, Callable[[Town, Taught], Actor]] = {
    "officer": lambda town, _: actor_with(Role.OFFICER, town.ward),
    "secretary": lambda town, _: actor_with(Role.CELL_SECRETARY, town.ward),
    "officer and trainee": lambda town, taught: replace(actor_with(Role.OFFICER, town.ward), person_id=taught.an.person_id),
    "officer and trainee of others": lambda town, taught: replace(
        actor_with(Role.OFFICER, town.ward), person_id=taught.chi.person_id
    ),
    "officer and registrar": lambda town, _: also(actor_with(Role.OFFICER, town.ward), Role.REGISTRAR, town.center),
    "officer of the ward and of a cell in it": lambda town, _: also(
        actor_with(Role.OFFICER, town.ward), Role.CELL_SECRETARY, town.cell
    ),
    "officer at the top": lambda town, _: actor_with(Role.OFFICER, town.top),
}


@pytest.mark.parametrize("who", WHO)
def test_figures_counted_ahead_are_those_counted_now(busy: Town, taught: Taught, who: str) -> None:
    """The desk, the warnings and the list, for whoever reads at the unit, whatever else the actor is."""
    actor = WHO[who](busy, taught)
    live = tally.studying(actor, TODAY), tally.troubles(actor, TODAY), tally.listed(actor, TODAY)
    assert live[0].trainees
    now = clock.now()
    for unit in (busy.ward, busy.top):
        writing.refresh(unit, today=TODAY, now=now)
    studying, troubles, listed = tally.studying(actor, TODAY), tally.troubles(actor, TODAY), tally.listed(actor, TODAY)
    assert studying.at == troubles.at == listed.at == now
    assert (studying.classes, studying.trainees) == (live[0].classes, live[0].trainees)
    assert troubles.signs == live[1].signs
    assert troubles.more_trainees == sum(one.count for one in live[1].leaderless)
    assert troubles.more_classes == len(live[1].leaderless)
    assert (listed.years, listed.programs) == (live[2].years, live[2].programs)
    for narrowed in (ClassFilter(), ClassFilter(state="open"), ClassFilter(state="closed"), ClassFilter(program="DVM")):
        assert listed.count(narrowed) == live[2].count(narrowed) == classes.listed(actor, narrowed, TODAY).count()
    assert not list(tally.differences())


def test_others_see_no_tally(busy: Town) -> None:
    """What was counted for a unit is for those who read there and nowhere beside; and not for long."""
    writing.refresh(busy.ward, today=TODAY, now=NOW)
    for actor in (busy.other_officer, busy.secretary, busy.registrar, also(busy.officer, Role.OFFICER, busy.other_ward)):
        assert tally.studying(actor, TODAY).at is None
    assert tally.studying(busy.officer, TODAY).at is not None
    assert tally.studying(busy.officer, TODAY + timedelta(days=2)).at is None


def test_a_figure_that_rows_do_not_give_is_found(busy: Town) -> None:
    """What was recorded since makes it old, not wrong."""
    writing.refresh(busy.ward, today=TODAY, now=clock.now())
    Enrollment.objects.filter(sending_unit=busy.ward).update(result="completed")
    assert list(tally.differences()) == [busy.ward]
    ClassTally.objects.update(computed_at=NOW)
    assert not list(tally.differences())


def test_many_classes_without_a_leader_are_one_line(busy: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens the list of just these classes."""
    monkeypatch.setattr(tally, "NAMED", 0)
    found = tally.troubles(busy.officer, TODAY)
    assert found.leaderless == []
    assert found.more_classes == classes.listed(busy.officer, ClassFilter(waiting="leader"), TODAY).count() > 0


def test_a_class_waits_to_be_closed_in_the_list_of_those_that_do(town: Town, taught: Taught) -> None:
    narrowed = ClassFilter.of({"waiting": "close"})
    assert not classes.listed(town.registrar, narrowed, TODAY)
    TrainingClass.objects.update(closes_on=TODAY - timedelta(days=1))
    assert list(classes.listed(town.registrar, narrowed, TODAY)) == [taught.of]
    assert not classes.listed(town.officer, narrowed, TODAY)
    assert ClassFilter.of({"waiting": "whatever"}).waiting == ""


def test_the_list_says_when_it_was_counted(busy: Town) -> None:
    client = Client()
    client.force_login(user_with(Role.OFFICER, busy.ward))
    assert "số liệu tính lúc" not in client.get(reverse("classes:list")).content.decode()
    writing.refresh(busy.ward, today=clock.today(), now=NOW)
    assert "số liệu tính lúc" in client.get(reverse("classes:list")).content.decode()


@pytest.mark.parametrize(
    ("who", "queries"), [("officer", (1, 1, 1)), ("officer and registrar", (3, 2, 2)), ("officer at the top", (1, 1, 1))]
)
def test_the_number_of_queries_does_not_grow(busy: Town, taught: Taught, who: str, queries: tuple[int, int, int]) -> None:
    """One for what was counted ahead, and one for each thing that the actor may see besides; as many when there are more classes."""
    actor = WHO[who](busy, taught)
    for unit in (busy.ward, busy.top):
        writing.refresh(unit, today=TODAY, now=NOW)
    for _ in range(2):
        for ask, number in zip((tally.studying, tally.troubles, tally.listed), queries, strict=True):
            with CaptureQueriesContext(connection) as asked:
                ask(actor, TODAY)
            assert len(asked) == number, ask.__name__
        enroll(training_class(busy.center), person(busy.cell), sender=busy.ward)
