"""A session made up counts as the rules of the class say, and can be taken back."""

from datetime import date, datetime, timedelta

import pytest

from nennep.attendance.models import AttendanceMark, Attendee, MakeUp
from nennep.attendance.rules.mark import MarkInput
from nennep.audit.models import Entry
from nennep.classes.actions.make_up import make_up_absence, take_back_make_up
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.models import ClassState, Enrollment, TrainingClass
from nennep.classes.queries.make_up import absence_or_404, absences
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible, Refused
from nennep.programs.models import RuleSet
from tests.classes.conftest import Taught, Town
from tests.factories.classes import NOW, OPENS
from tests.factories.organizations import TODAY


def missed(town: Town, taught: Taught, state: str = "unexcused") -> Attendee:
    """Let An miss the first session."""
    attendee = Attendee.objects.get(gathering=taught.first.gathering_id, person=town.an)
    marks = [MarkInput(attendee.pk, state, "roll", NOW)]
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW)
    return absence_or_404(town.registrar, attendee.pk)


def make_up(actor: Actor, absence: Attendee, *, on: date = OPENS + timedelta(days=1), now: datetime = NOW) -> MakeUp:
    return make_up_absence(
        actor=actor, absence=absence, made_up_on=on, how="Học cùng lớp khác", now=now + timedelta(hours=1), today=TODAY
    )


def counts(of: Enrollment) -> tuple[str, int, int]:
    """Return the state at the first session, and the absences with and without reason."""
    now = Enrollment.objects.get(pk=of.pk)
    attendee = Attendee.objects.get(person=of.person_id, gathering__class_session__ordinal=1)
    return attendee.state, now.absent_excused, now.absent_unexcused


def test_a_session_made_up_is_no_absence_any_more(town: Town, taught: Taught) -> None:
    absence = missed(town, taught)
    assert counts(taught.an) == ("unexcused", 0, 1)
    made = make_up(town.registrar, absence)
    assert counts(taught.an) == ("made_up", 0, 0)
    assert (made.made_up_on, made.note) == (OPENS + timedelta(days=1), "Học cùng lớp khác")
    assert Entry.objects.filter(action="classes.make_up").count() == 1
    assert [one.make_up.note for one in absences(town.registrar, taught.of)] == ["Học cùng lớp khác"]


@pytest.mark.parametrize("state", ["excused", "unexcused"])
def test_taken_back_it_is_the_absence_that_it_was(town: Town, taught: Taught, state: str) -> None:
    absence = missed(town, taught, state)
    before = counts(taught.an)
    make_up(town.registrar, absence)
    take_back_make_up(actor=town.registrar, absence=absence, now=NOW + timedelta(hours=2))
    assert counts(taught.an) == before
    assert not MakeUp.objects.exists()
    assert AttendanceMark.objects.filter(attendee=absence).count() == 3
    assert Entry.objects.filter(action="classes.take_back_make_up").count() == 1
    with pytest.raises(Refused, match="not_made_up"):
        take_back_make_up(actor=town.registrar, absence=absence, now=NOW + timedelta(hours=3))


def test_where_the_rules_do_not_count_it_the_absence_stays(town: Town, taught: Taught) -> None:
    RuleSet.objects.filter(pk=taught.of.rule_set_id).update(made_up_counts=False)
    absence = missed(town, taught)
    make_up(town.registrar, absence)
    assert counts(taught.an) == ("unexcused", 0, 1)
    assert MakeUp.objects.count() == 1
    with pytest.raises(Refused, match="made_up_already"):
        make_up(town.registrar, absence)


def test_a_correction_of_the_roll_call_wins_and_can_be_made_up_again(town: Town, taught: Taught) -> None:
    absence = missed(town, taught)
    make_up(town.registrar, absence)
    later = NOW + timedelta(hours=2)
    mark_attendance(
        actor=town.registrar, session_id=taught.first.pk, marks=[MarkInput(absence.pk, "excused", "again", later)], now=later
    )
    assert counts(taught.an) == ("excused", 1, 0)
    make_up(town.registrar, absence, now=later)
    assert counts(taught.an) == ("made_up", 0, 0)
    assert MakeUp.objects.count() == 1


@pytest.mark.parametrize("on", [OPENS - timedelta(days=1), TODAY + timedelta(days=1)])
def test_not_before_the_session_and_not_in_the_future(town: Town, taught: Taught, on: date) -> None:
    absence = missed(town, taught)
    with pytest.raises(Refused, match="made_up_outside"):
        make_up(town.registrar, absence, on=on)


def test_who_was_there_has_nothing_to_make_up(town: Town, taught: Taught) -> None:
    with pytest.raises(Refused, match="not_absent"):
        make_up(town.registrar, missed(town, taught, "present"))


def test_nothing_is_made_up_in_a_closed_class(town: Town, taught: Taught) -> None:
    absence = missed(town, taught)
    TrainingClass.objects.filter(pk=taught.of.pk).update(state=ClassState.CLOSED)
    with pytest.raises(Refused, match="class_closed"):
        make_up(town.registrar, absence)


def test_only_the_registrar_records_it(town: Town, taught: Taught) -> None:
    absence = missed(town, taught)
    for other in (town.officer, town.secretary, town.member(town.an)):
        with pytest.raises(Forbidden):
            make_up(other, absence)
    with pytest.raises(NotVisible):
        absence_or_404(town.other_officer, absence.pk)
    assert absence_or_404(town.member(town.an), absence.pk) == absence
