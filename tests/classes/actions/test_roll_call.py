from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from nennep.attendance.actions.steps import Recorded
from nennep.attendance.models import AttendanceMark, Attendee, State
from nennep.attendance.rules.mark import MarkInput
from nennep.audit.models import Entry
from nennep.classes.actions import roll_call
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.models import ClassState, Enrollment, TrainingClass
from nennep.classes.statements import read_called
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible, Refused
from tests.classes.conftest import Taught, Town
from tests.factories.threads import at_once

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIER = NOW - timedelta(minutes=10)


@pytest.fixture(autouse=True, params=["at once", "locked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two ways in which a call is taken."""
    if request.param == "locked":
        monkeypatch.setattr(roll_call, "_mark_at_once", lambda *_: None)


def mark(of: Enrollment, state: str, nonce: str, at: datetime = NOW, *, session: int = 1) -> MarkInput:
    """Make a mark of somebody at a session of the class."""
    gathering = of.training_class.sessions.get(ordinal=session).gathering_id
    return MarkInput(Attendee.objects.get(person=of.person_id, gathering=gathering).pk, state, nonce, at)


def state_of(of: Enrollment) -> tuple[str, int, int]:
    """Return the state at the first session and the two counts of the enrollment."""
    now = Enrollment.objects.get(pk=of.pk)
    attendee = Attendee.objects.get(
        person=of.person_id, gathering__class_session__training_class=of.training_class_id, gathering__class_session__ordinal=1
    )
    return attendee.state, now.absent_excused, now.absent_unexcused


def test_the_whole_class_is_marked_at_once(town: Town, taught: Taught) -> None:
    marks = [mark(taught.an, "present", "a"), mark(taught.binh, "unexcused", "b"), mark(taught.chi, "excused", "c")]

    done = mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW)

    assert (done.new, done.repeated, len(done.changes)) == (3, 0, 3)
    assert [state_of(one) for one in (taught.an, taught.binh, taught.chi)] == [
        ("present", 0, 0),
        ("unexcused", 0, 1),
        ("excused", 1, 0),
    ]
    assert Entry.objects.filter(action="classes.mark_attendance").count() == 1


def test_marks_sent_again_change_nothing(town: Town, taught: Taught) -> None:
    marks = [mark(taught.an, "unexcused", "a")]
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW)

    again = mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[*marks, *marks], now=NOW)

    assert (again.new, again.repeated) == (0, 2)
    assert AttendanceMark.objects.count() == 1
    assert state_of(taught.an) == ("unexcused", 0, 1)
    assert Entry.objects.filter(action="classes.mark_attendance").count() == 1


def test_of_a_queue_that_came_in_part_only_the_rest_counts(town: Town, taught: Taught) -> None:
    """Although the known mark is of the same moment as the one that corrected it."""
    known, corrected, rest = mark(taught.an, "unexcused", "a"), mark(taught.an, "present", "b"), mark(taught.binh, "excused", "c")
    for one in (known, corrected):
        mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[one], now=NOW)

    done = mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[known, rest], now=NOW)

    assert (done.new, done.repeated, len(done.changes)) == (1, 1, 1)
    assert (state_of(taught.an), state_of(taught.binh)) == (("present", 0, 0), ("excused", 1, 0))


def test_a_correction_is_a_new_mark_and_the_counts_follow(town: Town, taught: Taught) -> None:
    for at, (state, nonce) in enumerate([("unexcused", "a"), ("excused", "b"), ("present", "c")]):
        when = EARLIER + timedelta(seconds=at)
        mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, state, nonce, when)], now=NOW)
    assert state_of(taught.an) == ("present", 0, 0)
    assert list(AttendanceMark.objects.order_by("pk").values_list("state", flat=True)) == ["unexcused", "excused", "present"]


def test_the_database_refuses_to_change_a_mark(town: Town, taught: Taught) -> None:
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "present", "a")], now=NOW)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AttendanceMark.objects.update(state="excused")
    assert AttendanceMark.objects.get().state == "present"


def test_a_late_mark_stays_in_the_log_and_does_not_undo_a_newer_one(town: Town, taught: Taught) -> None:
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "present", "new")], now=NOW)
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "unexcused", "old", EARLIER)], now=NOW)
    assert state_of(taught.an) == ("present", 0, 0)
    assert AttendanceMark.objects.count() == 2


def test_a_clock_that_runs_ahead_does_not_lock_out_later_marks(town: Town, taught: Taught) -> None:
    ahead = NOW + timedelta(days=30)
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "unexcused", "a", ahead)], now=NOW)
    later = NOW + timedelta(minutes=1)
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "present", "b", later)], now=later)
    assert state_of(taught.an) == ("present", 0, 0)


def test_a_queue_of_many_moments_gives_each_the_last_state(town: Town, taught: Taught) -> None:
    queue = [
        mark(one, state, f"{one.pk}-{at}", EARLIER + timedelta(seconds=at))
        for one in (taught.an, taught.binh, taught.chi)
        for at, state in enumerate(["present", "unexcused", "excused"])
    ]
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=list(reversed(queue)), now=NOW)
    assert [state_of(one) for one in (taught.an, taught.binh, taught.chi)] == [("excused", 1, 0)] * 3


def test_a_group_leader_marks_the_own_group_only(town: Town, taught: Taught) -> None:
    Enrollment.objects.filter(pk=taught.an.pk).update(is_group_leader=True)
    leader = town.member(town.an)

    mark_attendance(actor=leader, session_id=taught.first.pk, marks=[mark(taught.binh, "present", "b")], now=NOW)

    assert state_of(taught.binh)[0] == State.PRESENT
    with pytest.raises(Refused, match="not_expected"):
        mark_attendance(actor=leader, session_id=taught.first.pk, marks=[mark(taught.chi, "present", "c")], now=NOW)


@pytest.mark.parametrize("who", ["officer", "secretary", "other_registrar", "other_officer"])
def test_nobody_else_calls_the_roll(town: Town, taught: Taught, who: str) -> None:
    with pytest.raises(NotVisible if who == "other_registrar" else Forbidden):
        mark_attendance(actor=getattr(town, who), session_id=taught.first.pk, marks=[mark(taught.an, "present", "a")], now=NOW)


def test_a_trainee_does_not_mark_oneself(town: Town, taught: Taught) -> None:
    with pytest.raises(Forbidden):
        mark_attendance(actor=town.member(town.an), session_id=taught.first.pk, marks=[mark(taught.an, "present", "a")], now=NOW)


@pytest.mark.parametrize(("state", "reason"), [(ClassState.CLOSED, "class_closed"), (ClassState.PLANNED, "class_not_started")])
def test_the_roll_is_called_only_while_the_class_is_taught(town: Town, taught: Taught, state: str, reason: str) -> None:
    taught.of.state = state
    taught.of.save()
    with pytest.raises(Refused, match=reason):
        mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "present", "a")], now=NOW)
    assert not AttendanceMark.objects.exists()


def test_a_mark_of_another_session_or_of_no_known_state_is_refused(town: Town, taught: Taught) -> None:
    for wrong, reason in (
        (mark(taught.an, "present", "a", session=2), "not_expected"),
        (mark(taught.an, "made_up", "b"), "mark_unknown"),
    ):
        with pytest.raises(Refused, match=reason):
            mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[wrong], now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_runs_ahead_sends_a_mark_twice(town: Town, taught: Taught) -> None:
    """Its own time is beyond the server's at both times."""
    marks = [mark(taught.an, "unexcused", "a", NOW + timedelta(days=30))]
    for minutes, (new, repeated) in enumerate([(1, 0), (0, 1)]):
        now = NOW + timedelta(minutes=minutes)
        done = mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=now)
        assert (done.new, done.repeated) == (new, repeated)
    assert state_of(taught.an) == ("unexcused", 0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_the_same_queue_at_once_mark_once(town: Town, taught: Taught) -> None:
    marks = [mark(taught.an, "unexcused", "a"), mark(taught.binh, "excused", "b")]

    def send(actor: Actor) -> object:
        return mark_attendance(actor=actor, session_id=taught.first.pk, marks=marks, now=NOW)

    done = at_once([lambda: send(town.registrar)] * 4)

    assert sorted(one.new for one in done) == [0, 0, 0, 2]  # type: ignore[attr-defined]  # an error would show here
    assert AttendanceMark.objects.count() == 2
    assert (state_of(taught.an), state_of(taught.binh)) == (("unexcused", 0, 1), ("excused", 1, 0))


@pytest.mark.django_db(transaction=True)
def test_two_sessions_called_at_once_count_every_absence(town: Town, taught: Taught) -> None:
    everybody = (taught.an, taught.binh, taught.chi)
    sessions = {n: taught.of.sessions.select_related("training_class__provider", "gathering").get(ordinal=n) for n in range(1, 6)}
    calls = {
        n: [mark(one, ["unexcused", "excused"][(n + at) % 2], f"{n}-{one.pk}", session=n) for at, one in enumerate(everybody)]
        for n in sessions
    }

    done = at_once(
        [lambda n=n: mark_attendance(actor=town.registrar, session_id=sessions[n].pk, marks=calls[n], now=NOW) for n in sessions]
    )

    assert not [one for one in done if isinstance(one, Exception)]
    for one in Enrollment.objects.all():
        states = list(Attendee.objects.filter(person=one.person_id).values_list("state", flat=True))
        assert (one.absent_excused, one.absent_unexcused) == (states.count("excused"), states.count("unexcused"))
        assert one.absent_excused + one.absent_unexcused == 5


def test_the_roll_of_a_session_to_come_is_not_called_yet(town: Town, taught: Taught) -> None:
    session = taught.first
    midnight = datetime.combine(session.gathering.held_on, time.min, tzinfo=VIETNAM)
    marks = [mark(taught.an, "present", "a", midnight)]

    with pytest.raises(Refused) as refused:
        mark_attendance(actor=town.registrar, session_id=session.pk, marks=marks, now=midnight - timedelta(seconds=1))
    assert refused.value.reason == "session_in_future"
    assert mark_attendance(actor=town.registrar, session_id=session.pk, marks=marks, now=midnight).new == 1


def test_a_mark_of_the_day_may_arrive_days_later(town: Town, taught: Taught) -> None:
    marks = [mark(taught.an, "present", "a", NOW)]
    assert mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW + timedelta(days=3)).new == 1


def test_one_nonce_names_a_mark_of_each_of_two_trainees(town: Town, taught: Taught) -> None:
    marks = [mark(taught.an, "present", "same"), mark(taught.binh, "unexcused", "same")]
    assert mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW).new == 2
    assert (state_of(taught.an), state_of(taught.binh)) == (("present", 0, 0), ("unexcused", 0, 1))


class TestBetweenReadingAndWriting:
    """What happens after a call was read and before it is written counts."""

    @pytest.fixture(autouse=True)
    def way(self) -> None:
        """At once."""

    @pytest.fixture
    def meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
        """Let something happen once, after the next call was read."""

        def happen(what: Callable[[], object]) -> None:
            def read(*asked: object) -> object:
                found = read_called(*asked)  # type: ignore[arg-type]  # passed on
                monkeypatch.setattr(roll_call, "read_called", read_called)
                what()
                return found

            monkeypatch.setattr(roll_call, "read_called", read)

        return happen

    def test_a_newer_state_stays(self, town: Town, taught: Taught, meanwhile: Callable[[Callable[[], object]], None]) -> None:
        def call(*marks: MarkInput) -> Recorded:
            return mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW)

        meanwhile(lambda: call(mark(taught.an, "unexcused", "b")))
        done = call(mark(taught.an, "present", "a", EARLIER), mark(taught.binh, "excused", "c"))
        assert (done.new, len(done.changes)) == (2, 1)
        assert (state_of(taught.an), state_of(taught.binh)) == (("unexcused", 0, 1), ("excused", 1, 0))

    def test_the_same_mark_is_one(self, town: Town, taught: Taught, meanwhile: Callable[[Callable[[], object]], None]) -> None:
        """Also where it changed nothing, and so left the state as it was read."""
        newest, old = mark(taught.an, "present", "a"), mark(taught.an, "excused", "b", EARLIER)

        def call(one: MarkInput) -> Recorded:
            return mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[one], now=NOW)

        call(newest)
        meanwhile(lambda: call(old))
        done = call(old)
        assert (done.new, done.repeated, state_of(taught.an)) == (0, 1, ("present", 0, 0))
        assert Entry.objects.filter(action="classes.mark_attendance").count() == 2

    def test_a_class_that_was_closed_takes_no_mark(
        self, town: Town, taught: Taught, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        meanwhile(lambda: TrainingClass.objects.update(state=ClassState.CLOSED))
        with pytest.raises(Refused, match="class_closed"):
            mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "present", "a")], now=NOW)
        assert not AttendanceMark.objects.exists()
