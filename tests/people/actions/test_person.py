"""A record is kept by whoever keeps the unit's people; every look at a secret is logged."""

from datetime import date
from types import SimpleNamespace

import pytest

from nennep.audit.models import Entry
from nennep.core.errors import Forbidden, Refused
from nennep.people.actions.person import add_person, correct_person, show_secret
from nennep.people.models import Person, Standing
from tests.factories.organizations import TODAY

VALUES = {"code": "QX00001", "full_name": "Lê Thị Út", "born_on": date(1990, 1, 1)}


def test_a_person_is_added_with_what_makes_her_findable(ward: SimpleNamespace) -> None:
    made = add_person(actor=ward.owner, unit=ward.first, standing=Standing.NON_MEMBER, values=VALUES, today=TODAY)
    assert made.search_key == "le thi ut"
    assert made.memberships.get().unit == ward.first


def test_a_code_is_given_once(ward: SimpleNamespace) -> None:
    add_person(actor=ward.owner, unit=ward.first, standing=Standing.NON_MEMBER, values=VALUES, today=TODAY)
    with pytest.raises(Refused, match="person_code_taken"):
        add_person(actor=ward.owner, unit=ward.first, standing=Standing.NON_MEMBER, values=VALUES, today=TODAY)


def test_a_correction_is_logged_with_before_and_after(ward: SimpleNamespace) -> None:
    changed = correct_person(actor=ward.owner, person=ward.person, values={"ethnicity": "Thái"}, today=TODAY)
    assert changed == ["ethnicity"]
    assert Entry.objects.get(action="people.correct").changes == {"ethnicity": ["", "Thái"]}


def test_a_secret_never_enters_the_log(ward: SimpleNamespace) -> None:
    correct_person(actor=ward.owner, person=ward.person, values={"citizen_no": "040085001234"}, today=TODAY)
    assert "040085001234" not in str(Entry.objects.get(action="people.correct").changes)
    assert Person.objects.get(pk=ward.person.pk).citizen_no_index


def test_a_correction_of_nothing_leaves_no_entry(ward: SimpleNamespace) -> None:
    assert correct_person(actor=ward.owner, person=ward.person, values={"full_name": "Nguyễn Văn Ánh"}, today=TODAY) == []
    assert not Entry.objects.filter(action="people.correct").exists()


def test_dates_that_cannot_be_are_refused(ward: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="admitted_too_young"):
        correct_person(actor=ward.owner, person=ward.person, values={"admitted_on": date(2000, 1, 1)}, today=TODAY)


@pytest.mark.parametrize("who", ["colleague", "secretary", "stranger"])
def test_nobody_else_keeps_the_record(ward: SimpleNamespace, who: str) -> None:
    actor = getattr(ward, who)
    with pytest.raises(Forbidden):
        correct_person(actor=actor, person=ward.person, values={"ethnicity": "Thái"}, today=TODAY)
    with pytest.raises(Forbidden):
        show_secret(actor=actor, person=ward.person, field="phone")


def test_a_look_at_a_secret_is_logged_for_the_person(ward: SimpleNamespace) -> None:
    assert show_secret(actor=ward.owner, person=ward.person, field="phone") == "0912345678"
    assert Entry.objects.get(action="people.show_secret").person_id == ward.person.pk
