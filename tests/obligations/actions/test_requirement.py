"""A change of a requirement is a version from a day on; the lines of the time before stay as they were."""

from datetime import date

import pytest

from nennep.audit.models import Entry
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.obligations.actions.requirement import edit_requirement
from nennep.obligations.actions.waiver import waive
from nennep.obligations.models import Requirement
from nennep.obligations.queries import due
from nennep.obligations.rules.state import State
from nennep.people.models import Person, Standing
from tests.factories.obligations import requirement
from tests.factories.organizations import TODAY, actor_with, unit
from tests.factories.people import person

pytestmark = pytest.mark.django_db
CODE = "new_member_class"
DAY = date(2026, 1, 1)


def edit(of: Requirement, *, actor: object = None, starts_on: date | None = DAY, **fields: object) -> Requirement:
    """Change some fields of a requirement."""
    also = list(of.also_satisfied_by.all())
    draft = Requirement(
        **{one.attname: getattr(of, one.attname) for one in Requirement._meta.concrete_fields if one.attname != "id"}
        | {"starts_on": starts_on}
        | fields
    )
    return edit_requirement(actor=actor or console(), requirement=of, draft=draft, also=also, today=TODAY)  # type: ignore[arg-type]


def versions() -> list[tuple[int, date | None, date | None]]:
    rows = Requirement.objects.filter(code=CODE).order_by("pk")
    return list(rows.values_list("offset_months", "starts_on", "ends_on"))


@pytest.fixture
def member() -> Person:
    return person(unit(kind="ward"), standing=Standing.PROBATIONARY, admitted_on=date(2025, 6, 10))


def due_day(of: Person, day: date) -> date | None:
    return next(line.due for line in due.for_person(of, day) if line.requirement.code == CODE)


def test_the_version_before_ends_the_day_before_and_explains_the_lines_of_its_time(member: Person) -> None:
    edit(requirement(), offset_months=10)
    assert versions() == [(12, None, date(2025, 12, 31)), (10, DAY, None)]
    assert due_day(member, date(2025, 12, 31)) == date(2026, 6, 10)
    assert due_day(member, DAY) == date(2026, 4, 10)
    assert set(Entry.objects.values_list("action", flat=True)) == {"obligations.edit_requirement", "obligations.end_requirement"}


def test_a_version_between_two_ends_when_the_next_begins() -> None:
    first = requirement()
    edit(first, offset_months=10)
    edit(first, offset_months=11, starts_on=date(2025, 7, 1))
    assert versions() == [(12, None, date(2025, 6, 30)), (10, DAY, None), (11, date(2025, 7, 1), date(2025, 12, 31))]


def test_the_source_is_noted_in_place() -> None:
    edit(requirement(), verified=True, legal_basis="Hướng dẫn 06-HD/TW")
    [only] = Requirement.objects.filter(code=CODE)
    assert (only.verified, only.starts_on, only.ends_on) == (True, None, None)


def test_a_version_that_begins_today_is_mended_in_place_and_a_past_one_is_not() -> None:
    made = edit(requirement(), offset_months=10, starts_on=TODAY)
    assert edit(made, offset_months=9, starts_on=TODAY) == made
    assert [row[0] for row in versions()] == [12, 9]
    old = edit(requirement("party_awareness"), validity_months=48)
    with pytest.raises(Refused, match="requirement_begins_twice"):
        edit(old, validity_months=36)


def test_a_waiver_holds_under_the_new_version(member: Person) -> None:
    waive(actor=console(), person=member, requirement=requirement(), reason="ốm dài ngày", today=date(2025, 9, 1))
    made = edit(requirement(), offset_months=10)
    [line] = [one for one in due.for_person(member, TODAY) if one.requirement.code == CODE]
    assert (line.requirement, line.state) == (made, State.WAIVED)
    with pytest.raises(Refused, match="waived_already"):
        waive(actor=console(), person=member, requirement=made, reason="ốm", today=TODAY)


def test_a_change_needs_its_day_and_an_administrator_of_the_root() -> None:
    with pytest.raises(Refused, match="requirement_needs_day"):
        edit(requirement(), starts_on=None, offset_months=10)
    with pytest.raises(Forbidden):
        edit(requirement(), actor=actor_with(Role.OFFICER, unit(kind="ward")), offset_months=10)
    assert len(versions()) == 1
