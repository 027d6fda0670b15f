"""The statements of classes that a roll call needs, written out (see attendance/statements.py)."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from nennep.attendance.statements import places, with_rows
from nennep.core.statements import prepared_cursor

SESSION = """
    SELECT session.id, session.training_class_id, session.gathering_id, session.ordinal, session.topic,
           class.id, class.code, class.name, class.provider_id, class.state,
           gathering.id, gathering.held_on, unit.id, unit.path
    FROM classes_classsession AS session
    JOIN classes_trainingclass AS class ON class.id = session.training_class_id
    JOIN attendance_gathering AS gathering ON gathering.id = session.gathering_id
    LEFT JOIN organizations_unit AS unit ON unit.id = class.provider_id
    WHERE session.id = %s
"""
BEYOND = 2**63  # no database keeps such a key
STATE = "SELECT state FROM classes_trainingclass WHERE id = %s"
LOCK = "SELECT id FROM classes_enrollment WHERE training_class_id = %s AND person_id IN ({places}) ORDER BY id FOR UPDATE"
ABSENCES = {"person_id": "bigint", "excused": "int", "unexcused": "int"}
ADD = (
    "WITH moved ({columns}) AS ({rows}) UPDATE classes_enrollment"
    " SET absent_excused = absent_excused + moved.excused, absent_unexcused = absent_unexcused + moved.unexcused"
    " FROM moved WHERE classes_enrollment.person_id = moved.person_id AND training_class_id = %s"
)


def session_row(pk: int) -> Any:
    """Return the columns of SESSION for one session, each table's in the order of its model; None when it does not exist."""
    if pk >= BEYOND:
        return None
    with prepared_cursor() as cursor:
        cursor.execute(SESSION, [pk])
        return cursor.fetchone()


def state_now(training_class_id: int) -> str:
    """Return the state of a class as it is at this moment."""
    with prepared_cursor() as cursor:
        cursor.execute(STATE, [training_class_id])
        return str(cursor.fetchone()[0])


def lock_enrollments(training_class_id: int, person_ids: Sequence[int]) -> None:
    """Lock the enrollments of some people, in order of their ids; SQLite lets one writer in at a time anyway."""
    if connection.features.has_select_for_update:
        with prepared_cursor() as cursor:
            cursor.execute(LOCK.format(places=places(len(person_ids))), [training_class_id, *person_ids])


def add_absences(training_class_id: int, rows: Sequence[tuple[int, int, int]]) -> None:
    """Add (person id, with reason, without reason) to the counts of a class, in one statement."""
    statement, values = with_rows(ADD, ABSENCES, rows)
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, training_class_id])
