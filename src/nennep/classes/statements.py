"""The statements of classes that a roll call needs, written out (see attendance/statements.py)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from nennep.attendance.statements import MARK, OnRoll, among, with_rows
from nennep.audit.actions import COLUMNS, INTO
from nennep.core import clock
from nennep.core.statements import moment, prepared_cursor

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
ABSENCES = {"person_id": "bigint", "excused": "int", "unexcused": "int"}
COUNT = """
    UPDATE classes_enrollment
    SET absent_excused = absent_excused + held.excused, absent_unexcused = absent_unexcused + held.unexcused
    FROM held WHERE classes_enrollment.id = held.id AND classes_enrollment.training_class_id = %s
"""
ADD = f"""
    WITH moved ({{columns}}) AS ({{rows}}),
    held AS (
        SELECT enrollment.id, moved.excused, moved.unexcused FROM classes_enrollment AS enrollment
        JOIN moved ON moved.person_id = enrollment.person_id
        WHERE enrollment.training_class_id = %s ORDER BY enrollment.id {{lock}}
    )
    {COUNT}
"""  # noqa: S608  # nosec B608 - our own names
# A whole call in one statement (PostgreSQL): all of it, or nothing where the class or somebody on the roll is not as it was read.
# The class is locked before the attendees, those before the enrollments, each in order of their ids, as everywhere.
GIVEN = MARK | {"before": "text", "before_at": "timestamptz", "person_id": "bigint", "excused": "int", "unexcused": "int"}
CALL = f"""
    WITH given ({{columns}}) AS ({{rows}}),
    class AS (SELECT id FROM classes_trainingclass WHERE id = %s AND state = %s FOR SHARE),
    stood AS (
        SELECT attendee.id FROM given CROSS JOIN class JOIN attendance_attendee AS attendee ON attendee.id = given.attendee_id
        WHERE attendee.gathering_id = %s AND attendee.state = given.before
            AND attendee.marked_at IS NOT DISTINCT FROM given.before_at
        ORDER BY attendee.id FOR UPDATE OF attendee
    ),
    free AS (SELECT WHERE (SELECT count(*) FROM stood) = %s),
    appended AS (
        INSERT INTO attendance_attendancemark ({", ".join(MARK)}, server_time, marked_by_id)
        SELECT {", ".join(MARK)}, %s, %s FROM given, free
    ),
    moved AS (
        UPDATE attendance_attendee SET state = given.state, marked_at = given.client_time FROM given, free
        WHERE attendance_attendee.id = given.attendee_id AND attendance_attendee.gathering_id = %s
    ),
    held AS (
        SELECT enrollment.id, given.excused, given.unexcused FROM free CROSS JOIN given
        JOIN classes_enrollment AS enrollment ON enrollment.person_id = given.person_id AND enrollment.training_class_id = %s
        WHERE given.excused <> 0 OR given.unexcused <> 0
        ORDER BY enrollment.id FOR UPDATE OF enrollment
    ),
    counted AS ({COUNT}),
    logged AS ({INTO} SELECT {", ".join(["%s"] * len(COLUMNS))} FROM free)
    SELECT count(*) FROM free
"""  # noqa: S608  # nosec B608 - our own names


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


def read_called(session_id: int, attendee_ids: Sequence[int], held: str = "") -> tuple[Called | None, list[OnRoll]]:
    """Return a session with some of those expected there; None when none of them is."""
    if session_id >= BEYOND or not attendee_ids:
        return None, []
    condition, value = among(attendee_ids)
    with prepared_cursor() as cursor:
        cursor.execute(CALLED.format(among=condition) + held, [session_id, value])
        rows = cursor.fetchall()
    size = len(Called._fields)
    roll = [OnRoll(pk, person, state, clock.aware(at)) for *_session, pk, person, state, at in rows]
    return Called(*rows[0][:size]) if rows else None, roll


def lock_called(session_id: int, attendee_ids: Sequence[int]) -> tuple[Called | None, list[OnRoll]]:
    """Do the same and lock the class and those expected, in order of their ids."""
    return read_called(session_id, attendee_ids, HOLD if connection.features.has_select_for_update else "")


def add_absences(training_class_id: int, rows: Sequence[tuple[int, int, int]]) -> None:
    """Add (person id, with reason, without reason) to the counts of a class, in one statement that locks in order of the ids."""
    lock = "FOR UPDATE OF enrollment" if connection.features.has_select_for_update else ""
    statement, values = with_rows(ADD.replace("{lock}", lock), ABSENCES, rows)
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, training_class_id, training_class_id])


def write_call(called: Called, rows: Sequence[Sequence[Any]], entry: Sequence[Any], *, now: datetime, user_id: int | None) -> bool:
    """Write marks (rows of `GIVEN`, attendee by attendee) with all that follows, and their entry; say whether all was as it was read."""
    statement, values = with_rows(CALL, GIVEN, rows)
    of, at = called.training_class_id, called.gathering_id
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, of, called.class_state, at, len(rows), moment(now), user_id, at, of, of, *entry])
        return bool(cursor.fetchone()[0])
