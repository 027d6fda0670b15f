from datetime import timedelta

import pytest

from nennep.attendance.models import Attendee
from nennep.audit.models import Entry
from nennep.classes.actions.training_class import begin_class, open_class
from nennep.classes.models import ClassState
from nennep.core.errors import Forbidden, Refused
from nennep.obligations.models import AnnouncedClass
from nennep.programs.models import RuleSet
from tests.classes.conftest import Taught, Town
from tests.factories.classes import OPENS, plan, program, training_class
from tests.factories.organizations import TODAY


def test_a_registrar_opens_a_class_with_its_sessions_and_the_rules_of_its_first_day(town: Town) -> None:
    old = program().rule_sets.get()
    old.ends_on = OPENS
    old.save()
    RuleSet.objects.create(program=program(), name="Quy chế mới", starts_on=OPENS + timedelta(days=1))

    made = open_class(actor=town.registrar, provider=town.center, plan=plan(4), today=TODAY)

    assert made.rule_set == old
    assert made.state == ClassState.OPEN
    assert made.closes_on == OPENS + timedelta(days=1)
    assert [(one.ordinal, one.topic, one.gathering.held_on) for one in made.sessions.select_related("gathering")] == [
        (1, "Bài 1", OPENS),
        (2, "Bài 2", OPENS),
        (3, "Bài 3", OPENS + timedelta(days=1)),
        (4, "Bài 4", OPENS + timedelta(days=1)),
    ]
    assert Entry.objects.filter(action="classes.open", object_id=made.pk).count() == 1
    assert AnnouncedClass.objects.get().source == f"class:{made.code}"


@pytest.mark.parametrize("who", ["officer", "secretary", "other_registrar"])
def test_nobody_else_opens_a_class_there(town: Town, who: str) -> None:
    with pytest.raises(Forbidden):
        open_class(actor=getattr(town, who), provider=town.center, plan=plan(), today=TODAY)


def test_two_classes_do_not_share_a_code(town: Town) -> None:
    open_class(actor=town.registrar, provider=town.center, plan=plan(code="DVM26"), today=TODAY)
    with pytest.raises(Refused, match="class_code_taken"):
        open_class(actor=town.registrar, provider=town.center, plan=plan(code="dvm26"), today=TODAY)


def test_a_class_of_tomorrow_is_planned_until_it_begins(town: Town) -> None:
    made = training_class(town.center, opens_on=TODAY + timedelta(days=1))
    assert made.state == ClassState.PLANNED

    begun = begin_class(actor=town.registrar, training_class=made, today=TODAY)

    assert (begun.state, begun.opens_on) == (ClassState.OPEN, TODAY)
    with pytest.raises(Refused, match="class_begun"):
        begin_class(actor=town.registrar, training_class=made, today=TODAY)


def test_everybody_is_expected_at_every_session(taught: Taught) -> None:
    assert Attendee.objects.filter(gathering__class_session__training_class=taught.of).count() == 30


def test_a_planned_class_takes_the_rules_in_force_when_it_begins(town: Town) -> None:
    made = open_class(actor=town.registrar, provider=town.center, plan=plan(opens_on=TODAY + timedelta(days=30)), today=TODAY)
    old = program().rule_sets.get()
    assert made.rule_set == old
    old.ends_on = TODAY + timedelta(days=9)
    old.save()
    new = RuleSet.objects.create(program=program(), name="Quy chế mới", starts_on=TODAY + timedelta(days=10))

    early = open_class(actor=town.registrar, provider=town.center, plan=plan(opens_on=TODAY + timedelta(days=30)), today=TODAY)
    begun = begin_class(actor=town.registrar, training_class=early, today=TODAY + timedelta(days=5))
    assert begun.rule_set == old
    begun = begin_class(actor=town.registrar, training_class=made, today=TODAY + timedelta(days=30))
    assert begun.rule_set == new
