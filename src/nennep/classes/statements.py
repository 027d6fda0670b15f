"""The statements of classes that a roll call needs, written out (see attendance/statements.py)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from nennep.attendance.statements import Locked, among, with_rows
from nennep.core import clock
from nennep.core.statements import prepared_cursor

CALLED = """
    SELECT session.id, session.ordinal, session.topic, session.gathering_id, gathering.held_on, class.id, class.state, provider.path,
           attendee.id, attendee.person_id, attendee.state, attendee.marked_at
    FROM classes_classsession AS session
    JOIN classes_trainingclass AS class ON class.id = session.training_class_id
    JOIN attendance_gathering AS gathering ON gathering.id = session.gathering_id
    JOIN attendance_attendee AS attendee ON attendee.gathering_id = session.gathering_id
    LEFT JOIN organizations_unit AS provider ON provider.id = class.provider_id
    WHERE session.id = %s AND attendee.id {among}
    ORDER BY attendee.id
"""
# Who closes a class locks it, then its attendees: a mark comes before, or waits here and reads the class as it is closed.
HOLD = "FOR SHARE OF class FOR UPDATE OF attendee"
BEYOND = 2**63  # no database keeps such a key
LOCK = "SELECT id FROM classes_enrollment WHERE training_class_id = %s AND person_id {among} ORDER BY id FOR UPDATE"
ABSENCES = {"person_id": "bigint", "excused": "int", "unexcused": "int"}
ADD = (
    "WITH moved ({columns}) AS ({rows}) UPDATE classes_enrollment"
    " SET absent_excused = absent_excused + moved.excused, absent_unexcused = absent_unexcused + moved.unexcused"
    " FROM moved WHERE classes_enrollment.person_id = moved.person_id AND training_class_id = %s"
)


class Called(NamedTuple):
    """A session whose roll is called, with what decides about it; `provider_path` is None for a class without a provider here."""

    id: int
    ordinal: int
    topic: str
    gathering_id: int
    held_on: date
    training_class_id: int
    class_state: str
    provider_path: str | None


def lock_called(session_id: int, attendee_ids: Sequence[int]) -> tuple[Called | None, list[Locked]]:
    """Lock some of those expected at a session, in order of their ids; return the session, None when none of them is expected there."""
    if session_id >= BEYOND or not attendee_ids:
        return None, []
    condition, value = among(attendee_ids)
    held = HOLD if connection.features.has_select_for_update else ""
    with prepared_cursor() as cursor:
        cursor.execute(CALLED.format(among=condition) + held, [session_id, value])
        rows = cursor.fetchall()
    size = len(Called._fields)
    locked = [Locked(pk, person, state, clock.aware(at)) for *_session, pk, person, state, at in rows]
    return Called(*rows[0][:size]) if rows else None, locked


def lock_enrollments(training_class_id: int, person_ids: Sequence[int]) -> None:
    """Lock the enrollments of some people, in order of their ids; SQLite lets one writer in at a time anyway."""
    if connection.features.has_select_for_update:
        condition, value = among(person_ids)
        with prepared_cursor() as cursor:
            cursor.execute(LOCK.format(among=condition), [training_class_id, value])


def add_absences(training_class_id: int, rows: Sequence[tuple[int, int, int]]) -> None:
    """Add (person id, with reason, without reason) to the counts of a class, in one statement."""
    statement, values = with_rows(ADD, ABSENCES, rows)
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, training_class_id])
