"""Letting somebody off, and binding again."""

from datetime import date

import pytest

from nennep.audit.models import Entry
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.obligations.actions.waiver import end_waiver, waive
from nennep.obligations.models import Waiver
from nennep.obligations.queries.due import for_person
from nennep.obligations.rules.state import State
from nennep.organizations.models import Unit
from nennep.people.models import Person, Standing
from tests.factories.obligations import requirement
from tests.factories.organizations import TODAY, actor_with, unit
from tests.factories.people import person

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "đã học lớp tương đương trong quân đội"


@pytest.fixture
def ward() -> Unit:
    requirement()
    return unit(kind="ward")


@pytest.fixture
def member(ward: Unit) -> Person:
    return person(unit(parent=ward), standing=Standing.PROBATIONARY, admitted_on=date(2025, 12, 1))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR])
def test_officer_and_committee_waive_and_it_is_logged(ward: Unit, member: Person, role: Role) -> None:
    waive(actor=actor_with(role, ward), person=member, requirement=requirement(), reason=REASON, today=TODAY)
    [line] = for_person(member, TODAY)
    assert (line.state, line.waived) == (State.WAIVED, REASON)
    entry = Entry.objects.get()
    assert (entry.action, entry.person_id, entry.changes["reason"]) == ("obligations.waive", member.pk, REASON)


def test_neither_a_secretary_nor_a_stranger_waives(ward: Unit, member: Person) -> None:
    cell = member.memberships.get().unit
    for actor in (
        actor_with(Role.CELL_SECRETARY, cell),
        actor_with(Role.OFFICER, unit(kind="ward")),
        actor_with(Role.MEMBER, ward),
    ):
        with pytest.raises(Forbidden):
            waive(actor=actor, person=member, requirement=requirement(), reason=REASON, today=TODAY)
    assert not Waiver.objects.exists()
    assert not Entry.objects.exists()


def test_refused_without_a_reason_twice_or_backwards(member: Person) -> None:
    facts = {"actor": console(), "person": member, "requirement": requirement(), "today": TODAY}
    with pytest.raises(Refused, match="waiver_needs_reason"):
        waive(**facts, reason="  ")
    with pytest.raises(Refused, match="waiver_ends_before"):
        waive(**facts, reason=REASON, ends_on=date(2026, 3, 1))
    waive(**facts, reason=REASON)
    with pytest.raises(Refused, match="waived_already"):
        waive(**facts, reason=REASON)
    assert Waiver.objects.count() == 1


def test_ended_it_binds_again_and_what_was_stays_known(ward: Unit, member: Person) -> None:
    waiver = waive(actor=console(), person=member, requirement=requirement(), reason=REASON, today=date(2026, 2, 1))
    with pytest.raises(Forbidden):
        end_waiver(actor=actor_with(Role.OFFICER, unit(kind="ward")), waiver=waiver, today=TODAY)
    end_waiver(actor=actor_with(Role.OFFICER, ward), waiver=waiver, today=TODAY)
    assert [line.state for line in for_person(member, TODAY)] == [State.OPEN]
    assert [line.state for line in for_person(member, date(2026, 3, 1))] == [State.WAIVED]
    with pytest.raises(Refused, match="waiver_ended"):
        end_waiver(actor=console(), waiver=waiver, today=TODAY)
    assert Entry.objects.filter(action="obligations.end_waiver").count() == 1
