"""Calling the roll of a session: one person, the whole class, or a queue from a phone, in the same few statements."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, connection
from django.db.transaction import atomic, set_rollback

from nennep.attendance.actions.steps import Recorded, attendees_of, each_once, record_locked, state_changes
from nennep.attendance.rules.mark import GIVEN_BY_HAND, MarkInput
from nennep.attendance.statements import OnRoll, row_of
from nennep.audit.actions import Change, entry_of, record
from nennep.classes.actions.steps import absences_by_person, count_absences
from nennep.classes.models import ClassSession, session_label
from nennep.classes.queries.roll_call import callable_or_404, markable
from nennep.classes.rules.closing import check_in_progress
from nennep.classes.statements import Call, Called, lock_called, read_called, write_at_once, write_in_turn
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Refused
from nennep.core.turns import turn_to_write
from nennep.core.verbs import verb

MOST = 1000
LABEL = ClassSession._meta.label_lower


def mark_attendance(*, actor: Actor, session_id: int, marks: Sequence[MarkInput], now: datetime) -> Recorded:
    """Mark people of one session; the registrar marks everybody, a group leader those of the own group.

    Repeating a call, or sending its marks late or in another order, changes nothing more: a mark is known by its
    nonce, and the latest by the client's clock gives the state. The absence counts follow in the same transaction.

    Raises:
        NotVisible: no such session, or of a class out of reach.
        Refused: class_closed, class_not_started, session_in_future (day), too_many_marks (most), mark_unknown (state),
            not_expected (count).
    """
    if len(marks) > MOST:
        callable_or_404(actor, session_id)
        raise Refused("too_many_marks", most=MOST)
    return _mark_at_once(actor, session_id, marks, now) or mark_locked(actor=actor, session_id=session_id, marks=marks, now=now)


def _mark_at_once(actor: Actor, session_id: int, marks: Sequence[MarkInput], now: datetime) -> Recorded | None:
    """Do it where each mark is later than all of its attendee, and so new, and nothing changes meanwhile; else return None.

    All is read and worked out before anything is locked: a mark costs a quarter less, and nobody waits while we think.
    """
    asked = attendees_of(marks)
    called, roll = read_called(session_id, asked)
    if called is None or len(asked) < len(marks):
        return None
    rows = _own(actor, called, roll, marks, now)
    once = each_once(rows, marks, now)
    recorded = Recorded(len(once), 0, state_changes(called.gathering_id, rows, ((mark.attendee_id, mark.state) for mark in once)))
    given = [(*row_of(mark), rows[mark.attendee_id].standing.state) for mark in once]
    entry = entry_of(actor, _change(called, recorded), clock.now())
    try:
        written = _written(Call(called, given, absences_by_person(recorded.changes), entry, now, actor.user_id))
    except IntegrityError:  # a mark sent twice by a clock that runs ahead
        return None
    return recorded if written else None


def _written(call: Call) -> bool:
    if connection.vendor == "postgresql":
        return write_at_once(call)
    with turn_to_write(), atomic(durable=True):
        written = write_in_turn(call)
        set_rollback(not written)
    return written


@verb
def mark_locked(*, actor: Actor, session_id: int, marks: Sequence[MarkInput], now: datetime) -> Recorded:
    """Do the same with those marked locked from the first look: some marks may be known, or be several of one person."""
    asked = attendees_of(marks)
    called, roll = lock_called(session_id, asked)
    if called is None:
        return _of_nobody(actor, session_id, len(asked))
    rows = _own(actor, called, roll, marks, now)
    recorded = record_locked(called.gathering_id, rows.values(), marks, now=now, user_id=actor.user_id)
    count_absences(called.training_class_id, recorded.changes)
    if recorded.new:
        record(actor, [_change(called, recorded)])
    return recorded


def _own(actor: Actor, called: Called, roll: Iterable[OnRoll], marks: Sequence[MarkInput], now: datetime) -> dict[int, OnRoll]:
    """Return those whom the actor may mark, by attendee, once it is sure that the roll may be called."""
    people = markable(actor, called.training_class_id, called.provider_path)
    _check(called, marks, now)
    return {one.id: one for one in roll if people is None or one.person_id in people}


def _of_nobody(actor: Actor, session_id: int, asked: int) -> Recorded:
    callable_or_404(actor, session_id)
    if asked:
        raise Refused("not_expected", count=asked)
    return Recorded(0, 0, ())


def _check(called: Called, marks: Sequence[MarkInput], now: datetime) -> None:
    if called.held_on > clock.day_of(now):
        raise Refused("session_in_future", day=f"{called.held_on:%d/%m/%Y}")
    unknown = {mark.state for mark in marks} - GIVEN_BY_HAND
    if unknown:
        raise Refused("mark_unknown", state=min(unknown))
    check_in_progress(called.class_state)


def _change(called: Called, recorded: Recorded) -> Change:
    changed = {str(one.person_id): [one.before, one.now] for one in recorded.changes}
    facts = {"marks": recorded.new, "changed": changed}
    label = session_label(called.ordinal, called.topic)
    return Change("classes.mark_attendance", LABEL, called.id, label, None, called.provider_path or "", facts)
