"""Calling the roll of a session: one person, the whole class, or a queue from a phone, in the same few statements."""

from collections.abc import Sequence
from datetime import datetime

from nennep.attendance.actions.steps import Recorded, record_marks
from nennep.attendance.rules.mark import GIVEN_BY_HAND, MarkInput
from nennep.audit.actions import change, record
from nennep.classes.actions.steps import count_absences, path_of
from nennep.classes.models import ClassSession
from nennep.classes.queries.roll_call import markable
from nennep.classes.rules.closing import check_in_progress
from nennep.classes.statements import state_now
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Refused
from nennep.core.verbs import verb

MOST = 1000


@verb
def mark_attendance(*, actor: Actor, session: ClassSession, marks: Sequence[MarkInput], now: datetime) -> Recorded:
    """Mark people of one session; the registrar marks everybody, a group leader those of the own group.

    Repeating a call, or sending its marks late or in another order, changes nothing more: a mark is known by its
    nonce, and the latest by the client's clock gives the state. The absence counts follow in the same transaction.

    Raises:
        Refused: class_closed, class_not_started, session_in_future (day), too_many_marks (most), mark_unknown (state),
            not_expected (count).
    """
    people = markable(actor, session)
    if session.gathering.held_on > clock.day_of(now):
        raise Refused("session_in_future", day=f"{session.gathering.held_on:%d/%m/%Y}")
    if len(marks) > MOST:
        raise Refused("too_many_marks", most=MOST)
    unknown = {mark.state for mark in marks} - GIVEN_BY_HAND
    if unknown:
        raise Refused("mark_unknown", state=min(unknown))
    recorded = record_marks(session.gathering_id, marks, now=now, user_id=actor.user_id, people=people)
    training_class = session.training_class
    # Read after the rows are locked: whoever closes the class locks them too, so a mark comes before or is refused.
    check_in_progress(state_now(training_class.pk))
    count_absences(training_class.pk, recorded.changes)
    if recorded.new:
        changed = {str(one.person_id): [one.before, one.now] for one in recorded.changes}
        path = path_of(training_class)
        record(actor, [change("classes.mark_attendance", session, unit_path=path, marks=recorded.new, changed=changed)])
    return recorded
