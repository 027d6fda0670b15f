"""Calling the roll of a session: one person, the whole class, or a queue from a phone, in the same few statements."""

from collections.abc import Sequence
from datetime import datetime

from nennep.attendance.actions.steps import Recorded, attendees_of, record_locked
from nennep.attendance.rules.mark import GIVEN_BY_HAND, MarkInput
from nennep.audit.actions import Change, record
from nennep.classes.actions.steps import count_absences
from nennep.classes.models import ClassSession
from nennep.classes.queries.roll_call import callable_or_404, markable
from nennep.classes.rules.closing import check_in_progress
from nennep.classes.statements import Called, lock_called
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Refused
from nennep.core.verbs import verb

MOST = 1000
LABEL = ClassSession._meta.label_lower


@verb
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
    asked = attendees_of(marks)
    called, locked = lock_called(session_id, asked)
    if called is None:
        return _of_nobody(actor, session_id, len(asked))
    people = markable(actor, called.training_class_id, called.provider_path)
    _check(called, marks, now)
    own = [one for one in locked if people is None or one.person_id in people]
    recorded = record_locked(called.gathering_id, own, marks, now=now, user_id=actor.user_id)
    count_absences(called.training_class_id, recorded.changes)
    if recorded.new:
        record(actor, [_change(called, recorded)])
    return recorded


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
    label = str(ClassSession(ordinal=called.ordinal, topic=called.topic))
    return Change("classes.mark_attendance", LABEL, called.id, label, None, called.provider_path or "", facts)
