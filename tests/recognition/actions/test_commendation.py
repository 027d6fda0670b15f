"""Recording a commendation."""

from datetime import date

import pytest

from nennep.audit.models import Entry
from nennep.core.actors import Role
from nennep.core.errors import Forbidden, Refused
from nennep.organizations.models import Unit
from nennep.recognition.actions.commendation import Decision, record_commendation
from tests.factories import organizations, people
from tests.factories.organizations import TODAY

DECISION = Decision("35-QĐ/BTG", date(2026, 1, 30), "Ban Tuyên giáo", "biểu dương", "Tuyên truyền miệng")


@pytest.fixture
def ward(db: None) -> Unit:
    return organizations.unit("W", kind="ward")


def test_the_officer_records_it_for_a_unit_and_for_a_person(ward: Unit) -> None:
    officer, person = organizations.actor_with(Role.OFFICER, ward), people.person(ward)
    for to in (ward, person):
        made = record_commendation(actor=officer, decision=DECISION, to=to, today=TODAY)
        assert (made.unit or made.person) == to
    entries = Entry.objects.filter(action="recognition.record").order_by("pk")
    assert [(entry.person_id, entry.unit_path) for entry in entries] == [(None, ward.path), (person.pk, ward.path)]


@pytest.mark.parametrize("role", [Role.APPROVER, Role.CELL_SECRETARY, Role.MEMBER])
def test_a_colleague_without_the_role_does_not(ward: Unit, role: Role) -> None:
    with pytest.raises(Forbidden):
        record_commendation(actor=organizations.actor_with(role, ward), decision=DECISION, to=ward, today=TODAY)


def test_a_stranger_does_not(ward: Unit) -> None:
    stranger = organizations.actor_with(Role.OFFICER, organizations.unit("X", kind="ward"))
    with pytest.raises(Forbidden):
        record_commendation(actor=stranger, decision=DECISION, to=people.person(ward), today=TODAY)


def test_the_same_decision_is_recorded_once_for_each(ward: Unit) -> None:
    officer = organizations.actor_with(Role.OFFICER, ward)
    record_commendation(actor=officer, decision=DECISION, to=ward, today=TODAY)
    with pytest.raises(Refused, match="commendation_recorded"):
        record_commendation(actor=officer, decision=DECISION, to=ward, today=TODAY)


def test_a_decision_of_tomorrow_and_a_person_of_no_unit_are_refused(ward: Unit) -> None:
    officer, person = organizations.actor_with(Role.OFFICER, ward), people.person(ward)
    with pytest.raises(Refused, match="commendation_in_future"):
        record_commendation(actor=officer, decision=DECISION, to=ward, today=date(2026, 1, 29))
    person.memberships.update(ends_on=date(2026, 1, 29))
    with pytest.raises(Refused, match="belonged_nowhere"):
        record_commendation(actor=officer, decision=DECISION, to=person, today=TODAY)
