"""Lines, counts and one person's lines: reach, order, warnings, number of queries."""

from datetime import date

import pytest

from nennep.core.actors import Role, console
from nennep.obligations.actions.steps import announce_class, clear_progress, set_progress, withdraw_class
from nennep.obligations.models import Waiver
from nennep.obligations.queries.due import DueFilter, counts, for_person, lines, sums
from nennep.obligations.rules.state import State
from nennep.organizations.models import Unit
from nennep.people.models import Person, Standing
from tests.conftest import QueriesAt
from tests.factories.obligations import completion, requirement
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person, post
from tests.factories.programs import program

pytestmark = pytest.mark.django_db
AS_OF = date(2021, 12, 31)
EVERYTHING = DueFilter(states=frozenset(State))


@pytest.fixture
def ward() -> Unit:
    requirement()
    return unit("QX", kind="ward")


@pytest.fixture
def cell(ward: Unit) -> Unit:
    return unit("QX-K06", parent=ward)


def new_member(cell: Unit, name: str = "Lê Ngọc Hòa", admitted: date | None = date(2021, 6, 10), **fields: object) -> Person:
    return person(cell, full_name=name, standing=Standing.PROBATIONARY, admitted_on=admitted, starts_on=admitted, **fields)


def test_a_line_says_who_what_when_and_why(ward: Unit, cell: Unit) -> None:
    new_member(cell, code="QX00299")
    [line] = lines(console(), ward, AS_OF).all()
    assert (line.person_code, line.unit_code, line.requirement.code) == ("QX00299", "QX-K06", "new_member_class")
    assert (line.due, line.state, line.overdue, line.soon) == (date(2022, 6, 10), State.OPEN, False, False)
    assert line.reason == "Kết nạp ngày 10/06/2021, hết dự bị 10/06/2022"
    assert line.basis.endswith("(chưa đối chiếu văn bản)")


def test_by_due_day_then_given_name_and_without_a_day_last(ward: Unit, cell: Unit) -> None:
    for name, admitted in (("Trần Văn Ánh", 10), ("Bùi Thị An", 10), ("Lê Văn Dũng", 9), ("Vũ Thị Ân", None)):
        new_member(cell, name, date(2021, 6, admitted) if admitted else None)
    assert [line.full_name for line in lines(console(), ward, AS_OF)] == ["Lê Văn Dũng", "Bùi Thị An", "Trần Văn Ánh", "Vũ Thị Ân"]


def test_a_past_day_is_judged_by_what_was_then(ward: Unit, cell: Unit) -> None:
    member = new_member(cell)
    completion(member, "DVM", date(2021, 7, 9))
    assert not lines(console(), ward, date(2021, 6, 9)).all()
    [before] = lines(console(), ward, date(2021, 7, 8)).all()
    assert before.state == State.OPEN
    assert not lines(console(), ward, date(2021, 7, 9)).all()
    [done] = lines(console(), ward, date(2021, 7, 9), EVERYTHING).all()
    assert done.state == State.DONE
    [late] = lines(console(), ward, date(2022, 6, 11), DueFilter(states=frozenset({State.DONE}))).all()
    assert not late.overdue


def test_progress_holds_from_its_day_to_its_day(ward: Unit, cell: Unit) -> None:
    member, dvm = new_member(cell), program("DVM").pk

    def state_on(day: date) -> State:
        return lines(console(), ward, day).all()[0].state

    set_progress([member.pk], dvm, "nominated", "nomination:1", since=date(2021, 6, 20))
    set_progress([member.pk], dvm, "in_class", "class:DVM21", since=date(2021, 7, 5), until=date(2021, 7, 9))
    assert state_on(date(2021, 6, 19)) == State.OPEN
    assert state_on(date(2021, 6, 20)) == State.NOMINATED
    assert state_on(date(2021, 7, 5)) == State.IN_CLASS
    assert state_on(date(2021, 7, 10)) == State.NOMINATED
    clear_progress([member.pk], dvm, "nomination:1", on=date(2021, 7, 1))
    assert state_on(date(2021, 6, 30)) == State.NOMINATED
    assert state_on(date(2021, 7, 1)) == State.OPEN
    clear_progress(None, dvm, "class:DVM21")
    assert state_on(date(2021, 7, 5)) == State.OPEN


def test_progress_said_again_by_the_same_source_replaces(ward: Unit, cell: Unit) -> None:
    member, dvm = new_member(cell), program("DVM").pk
    set_progress([member.pk, member.pk], dvm, "nominated", "round:1")
    set_progress([member.pk], dvm, "in_class", "round:1")
    [line] = lines(console(), ward, AS_OF).all()
    assert line.state == State.IN_CLASS


def test_a_waived_line_gives_its_reason_and_is_never_overdue(ward: Unit, cell: Unit) -> None:
    member = new_member(cell)
    Waiver.objects.create(person=member, requirement=requirement(), reason="đã học tại quân đội", starts_on=date(2021, 9, 1))
    [line] = lines(console(), ward, date(2023, 1, 1)).all()
    assert (line.state, line.overdue) == (State.WAIVED, False)
    assert line.reason.endswith("; được miễn: đã học tại quân đội")


def test_a_class_in_time_for_the_unit_takes_the_warning_away(ward: Unit, cell: Unit) -> None:
    new_member(cell)
    dvm, elsewhere = program("DVM").pk, unit("KHAC", kind="ward")

    def warned() -> bool:
        return lines(console(), ward, AS_OF).all()[0].unplanned

    assert warned()
    announce_class(dvm, "class:1", date(2022, 6, 1), date(2022, 6, 11), [ward.pk])
    assert warned()  # it ends a day too late
    announce_class(dvm, "class:1", date(2022, 6, 1), date(2022, 6, 10), [elsewhere.pk])
    assert warned()
    announce_class(dvm, "class:1", date(2021, 12, 30), date(2022, 1, 10), [ward.pk])
    assert warned()  # it has begun
    announce_class(dvm, "class:1", date(2022, 6, 1), date(2022, 6, 10), [ward.pk, elsewhere.pk])
    assert not warned()
    assert lines(console(), ward, AS_OF, DueFilter(timing="unplanned")).all() == []
    announce_class(dvm, "class:1", date(2022, 6, 1), None)
    assert not warned()
    withdraw_class("class:1")
    assert warned()


def test_filters_narrow_to_requirement_program_timing_and_words(ward: Unit, cell: Unit) -> None:
    new_member(cell, "Phạm Minh Ánh", date(2020, 6, 10))
    new_member(cell, "Lê Ngọc Hòa", date(2021, 2, 10))
    person(cell, full_name="Ngô Bá Dũng", standing=Standing.NON_MEMBER)
    secretary = person(cell, full_name="Lê Minh Hiền")
    post(secretary, cell, "Bí thư chi bộ")

    def found(**fields: object) -> list[str]:
        return [line.full_name for line in lines(console(), ward, AS_OF, DueFilter(**fields))]

    assert found() == ["Phạm Minh Ánh", "Lê Minh Hiền", "Lê Ngọc Hòa", "Ngô Bá Dũng"]
    assert found(requirement="party_awareness") == ["Ngô Bá Dũng"]
    assert found(program="BTCB") == ["Lê Minh Hiền"]
    assert found(timing="overdue") == ["Phạm Minh Ánh"]
    assert found(timing="soon") == ["Lê Minh Hiền", "Lê Ngọc Hòa"]
    assert found(q="ngoc hoa") == ["Lê Ngọc Hòa"]
    assert found(people=[secretary.pk]) == ["Lê Minh Hiền"]
    assert found(people=[]) == []


def test_an_expired_certificate_is_the_reason(ward: Unit, cell: Unit) -> None:
    candidate = person(cell, standing=Standing.NON_MEMBER)
    completion(candidate, "NTVD", date(2020, 1, 10), issued_on=date(2020, 1, 15))
    assert not lines(console(), ward, date(2025, 1, 14)).all()
    [line] = lines(console(), ward, date(2025, 2, 3)).all()
    assert line.reason == "Quần chúng; giấy ngày 15/01/2020 có thời hạn 60 tháng, đã hết hạn ngày 15/01/2025"


def test_counts_per_requirement(ward: Unit, cell: Unit) -> None:
    new_member(cell, admitted=date(2020, 6, 10))
    completion(new_member(cell), "DVM", date(2021, 7, 9))
    new_member(cell, admitted=date(2021, 1, 10))
    tally = {count.requirement.code: count for count in counts(lines(console(), ward, AS_OF))}
    found = tally["new_member_class"]
    assert found.by_state == {State.OPEN: 2, State.DONE: 1}
    assert (found.waiting, found.total, found.overdue, found.soon, found.unplanned) == (2, 3, 1, 1, 1)
    assert tally["secretary_workshop"].total == 0


def test_a_paper_that_soon_expires_is_warned_of_while_it_still_counts(ward: Unit, cell: Unit) -> None:
    candidate = person(cell, standing=Standing.NON_MEMBER)
    completion(candidate, "NTVD", date(2020, 1, 15))

    def warned(day: date) -> int:
        expiring = DueFilter(states=frozenset({State.DONE}), timing="expiring")
        found = lines(console(), ward, day, expiring).all()
        assert sums(counts(lines(console(), ward, day)))["expiring"] == len(found)
        assert all(line.reason == "Quần chúng; giấy ngày 15/01/2020 có giá trị đến trước ngày 15/01/2025" for line in found)
        return len(found)

    assert [warned(day) for day in (date(2024, 10, 16), date(2024, 10, 17), date(2025, 1, 14), date(2025, 1, 15))] == [0, 1, 1, 0]


def test_reach_ends_with_the_grant(ward: Unit, cell: Unit) -> None:
    other = unit("QX-K07", parent=ward)
    mine = new_member(cell)
    new_member(other, "Trần Kim Linh")
    stranger = unit("LA", kind="ward")

    def seen(role: Role, at: Unit, **fields: object) -> int:
        return len(lines(actor_with(role, at, **fields), None, AS_OF))

    assert seen(Role.OFFICER, ward) == 2
    assert seen(Role.APPROVER, ward) == 2
    assert seen(Role.CELL_SECRETARY, cell) == 1
    assert seen(Role.OFFICER, stranger) == 0
    assert seen(Role.MEMBER, ward) == 0
    assert seen(Role.REGISTRAR, ward) == 0
    assert [line.person_id for line in for_person(mine, AS_OF)] == [mine.pk]


def test_the_number_of_queries_does_not_grow(ward: Unit, cell: Unit, queries_at: QueriesAt) -> None:
    one, many = queries_at(lambda: lines(console(), ward, AS_OF)[:50], lambda: new_member(cell))
    assert one == many == 5
    one, many = queries_at(lambda: counts(lines(console(), ward, AS_OF)), lambda: new_member(cell))
    assert one == many == 5


def test_without_requirements_there_is_nothing_to_learn(ward: Unit, cell: Unit) -> None:
    new_member(cell)
    found = lines(console(), ward, AS_OF, DueFilter(requirement="no_such"))
    assert (len(found), found.all(), found[:50], found.counts()) == (0, [], [], [])
