"""The statements of classes that a roll call needs, written out (see attendance/statements.py)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from nennep.attendance.rules.mark import Standing
from nennep.attendance.statements import MARK, OnRoll, among, as_json, recordset, with_rows
from nennep.audit.actions import COLUMNS, INSERT, INTO
from nennep.core import clock
from nennep.core.statements import moment, prepared_cursor

CALLED = """
    SELECT session.id, session.ordinal, session.topic, session.gathering_id, gathering.held_on, class.id, class.state, provider.path, (
        SELECT CAST({rows}(attendee.id, attendee.person_id, attendee.state, attendee.marked_at)) AS text)
        FROM attendance_attendee AS attendee WHERE attendee.gathering_id = session.gathering_id AND attendee.id {among}
    )
    FROM classes_classsession AS session
    JOIN classes_trainingclass AS class ON class.id = session.training_class_id
    JOIN attendance_gathering AS gathering ON gathering.id = session.gathering_id
    LEFT JOIN organizations_unit AS provider ON provider.id = class.provider_id
    WHERE session.id = %s
"""
# Who closes a class locks it, then its attendees: a mark comes before, or waits here and reads the class as it is closed.
HOLD = """
    SELECT FROM classes_classsession AS session
    JOIN classes_trainingclass AS class ON class.id = session.training_class_id
    JOIN attendance_attendee AS attendee ON attendee.gathering_id = session.gathering_id
    WHERE session.id = %s AND attendee.id {among} ORDER BY attendee.id FOR SHARE OF class FOR UPDATE OF attendee
"""
BEYOND = 2**63  # no database keeps such a key
ABSENCES = {"person_id": "bigint", "excused": "int", "unexcused": "int"}
COUNT = """
    held AS (
        SELECT enrollment.id, absent.excused, absent.unexcused FROM classes_enrollment AS enrollment
        JOIN absent ON absent.person_id = enrollment.person_id
        WHERE enrollment.training_class_id = %s ORDER BY enrollment.id {lock}
    ){then}
    UPDATE classes_enrollment
    SET absent_excused = absent_excused + held.excused, absent_unexcused = absent_unexcused + held.unexcused
    FROM held WHERE classes_enrollment.id = held.id AND classes_enrollment.training_class_id = %s
"""
FOR_UPDATE = "FOR UPDATE OF enrollment"
# A whole call at once: all of it, or nothing where the class is not as it was read, or somebody on the roll has another state or a
# mark that is not older. PostgreSQL does it in one statement, and locks the class before the attendees, those before the
# enrollments, each in order of their ids, as everywhere; on SQLite the writer is alone, and the first statement tells.
GIVEN = MARK | {"before": "text"}
STANDS = "attendee.state = given.before AND (attendee.marked_at IS NULL OR attendee.marked_at < given.client_time)"
CALL = f"""
    WITH given ({{columns}}) AS ({{rows}}),
    class AS (SELECT id FROM classes_trainingclass WHERE id = %s AND state = %s FOR SHARE),
    stood AS (
        SELECT attendee.id FROM given CROSS JOIN class JOIN attendance_attendee AS attendee ON attendee.id = given.attendee_id
        WHERE attendee.gathering_id = %s AND {STANDS} ORDER BY attendee.id FOR UPDATE OF attendee
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
    logged AS ({INTO} SELECT {", ".join(["%s"] * len(COLUMNS))} FROM free),
    absent AS (SELECT asked.* FROM free CROSS JOIN ({recordset(ABSENCES.items())}) AS asked),
    {COUNT.format(lock=FOR_UPDATE, then=", counted AS (")})
    SELECT count(*) FROM free
"""  # noqa: S608  # nosec B608 - our own names
MOVE = f"""
    UPDATE attendance_attendee AS attendee SET state = given.state, marked_at = given.client_time
    FROM (WITH given ({{columns}}) AS ({{rows}}) SELECT * FROM given) AS given
    WHERE attendee.id = given.attendee_id AND attendee.gathering_id = %s AND {STANDS}
        AND EXISTS (SELECT 1 FROM classes_trainingclass WHERE id = %s AND state = %s)
"""  # noqa: S608  # nosec B608 - our own names
APPEND = f"""
    INSERT INTO attendance_attendancemark ({", ".join(MARK)}, server_time, marked_by_id)
    VALUES ({", ".join(["%s"] * len(MARK))}, %s, %s)
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


class Call(NamedTuple):
    """What is written of a call: marks (rows of `GIVEN`, one for each attendee), absences by person, and the entry of the log."""

    called: Called
    marks: Sequence[Sequence[Any]]
    absences: Mapping[int, tuple[int, int]]
    entry: Sequence[Any]
    now: datetime
    user_id: int | None


def read_called(session_id: int, attendee_ids: Sequence[int]) -> tuple[Called | None, list[OnRoll]]:
    """Return a session with some of those expected there; None when none of them is."""
    if session_id >= BEYOND:
        return None, []
    condition, value = among(attendee_ids)
    rows = "json_agg(json_build_array" if connection.vendor == "postgresql" else "json_group_array(json_array"
    with prepared_cursor() as cursor:
        cursor.execute(CALLED.format(among=condition, rows=rows), [value, session_id])
        *called, known = cursor.fetchone() or (None,)
    stand = json.loads(known or "[]")
    roll = [OnRoll(pk, person, Standing(state, at and clock.read(at))) for pk, person, state, at in stand]
    return Called(*called) if roll else None, roll


def lock_called(session_id: int, attendee_ids: Sequence[int]) -> tuple[Called | None, list[OnRoll]]:
    """Do the same, the class and those expected locked before, in order of their ids."""
    if connection.features.has_select_for_update and session_id < BEYOND:
        condition, value = among(attendee_ids)
        with prepared_cursor() as cursor:
            cursor.execute(HOLD.format(among=condition), [session_id, value])
    return read_called(session_id, attendee_ids)


def add_absences(training_class_id: int, by_person: Mapping[int, tuple[int, int]]) -> None:
    """Add (with reason, without reason) by person (id) to the counts of a class, in one statement that locks in order of the ids."""
    if not by_person:
        return
    lock = FOR_UPDATE if connection.features.has_select_for_update else ""
    add = "WITH absent ({columns}) AS ({rows}), " + COUNT.format(lock=lock, then="")
    statement, values = with_rows(add, ABSENCES, _absent(by_person))
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, training_class_id, training_class_id])


def _absent(by_person: Mapping[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    return [(person, *delta) for person, delta in by_person.items()]


def write_at_once(call: Call) -> bool:
    """Write a call as one statement of PostgreSQL, its own transaction; say whether all was as it was read."""
    statement, values = with_rows(CALL, GIVEN, call.marks)
    of, at = call.called.training_class_id, call.called.gathering_id
    values += [of, call.called.class_state, at, len(call.marks), moment(call.now), call.user_id, at, *call.entry]
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, as_json(ABSENCES, _absent(call.absences)), of, of])
        return bool(cursor.fetchone()[0])


def write_in_turn(call: Call) -> bool:
    """Write a call on SQLite, in a transaction that is taken back where the answer is no: not all was as it was read."""
    statement, values = with_rows(MOVE, GIVEN, call.marks)
    of, at = call.called.training_class_id, call.called.gathering_id
    by = (moment(call.now), call.user_id)
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, at, of, call.called.class_state])
        if cursor.rowcount < len(call.marks):
            return False
        cursor.executemany(APPEND, [(*mark[: len(MARK)], *by) for mark in call.marks])
        cursor.execute(INSERT, call.entry)
    add_absences(of, call.absences)
    return True
