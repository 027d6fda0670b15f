import random
from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from nennep.attendance.models import Attendee
from nennep.attendance.rules.mark import MarkInput
from nennep.classes.actions.enrollment import drop_out
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.models import Enrollment
from nennep.classes.queries.early_signs import for_actor, sign_of
from nennep.classes.queries.enrollment import with_attendance
from nennep.classes.rules.early_signs import Attendance, Sign, signs
from nennep.core.actors import Actor
from tests.classes.conftest import Taught, Town
from tests.factories.classes import enroll, training_class
from tests.factories.organizations import TODAY
from tests.factories.people import person

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def attend(actor: Actor, of: Enrollment, states: str) -> None:
    """Mark somebody at the first sessions: p present, e excused, u unexcused, - not marked."""
    names = {"p": "present", "e": "excused", "u": "unexcused"}
    sessions = of.training_class.sessions.select_related("training_class__provider", "gathering").order_by("ordinal")
    for session, letter in zip(sessions, states, strict=False):
        if letter != "-":
            attendee = Attendee.objects.get(gathering=session.gathering, person=of.person_id)
            mark = MarkInput(attendee.pk, names[letter], f"{attendee.pk}", NOW)
            mark_attendance(actor=actor, session_id=session.pk, marks=[mark], now=NOW)


def found(actor: Actor) -> dict[str, tuple[Sign, ...]]:
    """Return the signs by name."""
    return {str(one.enrollment.person): one.signs for one in for_actor(actor, TODAY)}


def test_each_desk_sees_the_signs_of_its_people(town: Town, taught: Taught) -> None:
    attend(town.registrar, taught.an, "ppuuu")
    attend(town.registrar, taught.binh, "pppppppp")
    attend(town.registrar, taught.chi, "pup")
    an, chi = (Sign.LOST, Sign.IN_A_ROW), (Sign.BELOW,)
    assert found(town.registrar) == {"Nguyễn Văn An": an, "Lê Thị Chi": chi}
    assert found(town.officer) == {"Nguyễn Văn An": an}
    assert found(town.secretary) == {"Nguyễn Văn An": an}
    assert found(town.other_officer) == {"Lê Thị Chi": chi}
    assert found(town.other_secretary) == found(town.other_registrar) == {}


def test_who_left_is_a_sign_until_the_class_closes(town: Town, taught: Taught) -> None:
    drop_out(actor=town.registrar, enrollment=taught.an, left_on=TODAY, reason="Bỏ học", today=TODAY)
    assert found(town.officer) == {"Nguyễn Văn An": (Sign.LEFT,)}
    taught.of.state = "closed"
    taught.of.save()
    assert found(town.officer) == {}


def test_an_absence_made_good_by_coming_breaks_the_row(town: Town, taught: Taught) -> None:
    attend(town.registrar, taught.an, "eupu")
    (row,) = with_attendance(Enrollment.objects.filter(pk=taught.an.pk))
    assert (row.held, row.absent, row.streak, row.total) == (4, 3, 1, 10)  # type: ignore[attr-defined]  # annotations


def test_absences_without_sessions_count_against_the_whole_class(town: Town, taught: Taught) -> None:
    """As they come from a year book."""
    Enrollment.objects.filter(pk=taught.an.pk).update(absent_unexcused=1)
    Enrollment.objects.filter(pk=taught.binh.pk).update(absent_unexcused=3)
    assert found(town.registrar) == {str(taught.binh.person): (Sign.LOST,)}


def test_the_query_says_what_the_rule_says(town: Town) -> None:
    chance = random.Random(7)
    made = training_class(town.center, sessions=8)
    people = [person(town.cell) for _ in range(25)]
    for one in enroll(made, *people, sender=town.ward):
        attend(town.registrar, one, "".join(chance.choices("pppeu-", k=chance.randint(0, 8))))

    by_query = {one.enrollment.pk: one.signs for one in for_actor(town.registrar, TODAY)}

    for row in Enrollment.objects.filter(training_class=made):
        states = list(
            Attendee.objects.filter(person=row.person_id)
            .order_by("gathering__class_session__ordinal")
            .values_list("state", flat=True)
        )
        marked = [state != "present" for state in states if state != "expected"]
        in_a_row = next((at for at, missed in enumerate(reversed(marked)) if not missed), len(marked))
        rules = made.rule_set
        assert rules is not None
        expected = signs(Attendance(len(marked), sum(marked), in_a_row, 8), rules.attendance_floor, rules.absences_in_a_row)
        assert by_query.get(row.pk, ()) == expected
    assert any(by_query.values())


def test_one_query_however_many(town: Town, taught: Taught) -> None:
    counts = []
    for one in (taught.an, taught.binh, taught.chi):
        attend(town.registrar, one, "uuu")
        with CaptureQueriesContext(connection) as queries:
            assert [sign_of(row.enrollment) for row in for_actor(town.registrar, TODAY)]
        counts.append(len(queries))
    assert counts == [1, 1, 1]
