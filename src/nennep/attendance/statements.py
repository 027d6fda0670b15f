"""The statements of a roll call, written out: a mark over HTTP costs little more than the row that it inserts.

Measured (bench/rollcall.py): building these few statements by the ORM takes four times as long as running them, and a
class in one statement holds the write lock of SQLite a tenth of the time that one statement a person does.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from nennep.attendance.rules.mark import MarkInput

ATTENDEES = (
    "SELECT id, person_id, state, marked_at FROM attendance_attendee WHERE gathering_id = %s AND id IN ({places}) ORDER BY id"
)
APPEND = (
    "INSERT INTO attendance_attendancemark (attendee_id, state, source, device, nonce, client_time, server_time, marked_by_id)"
    " VALUES {rows} ON CONFLICT (nonce) DO NOTHING RETURNING nonce"
)
MOVE = (
    "WITH moved (id, state, marked_at) AS (VALUES {rows}) UPDATE attendance_attendee"
    " SET state = moved.state, marked_at = moved.marked_at FROM moved WHERE attendance_attendee.id = moved.id"
)


def places(count: int) -> str:
    """Return so many places for values, with commas."""
    return ", ".join(["%s"] * count)


def rows_of(count: int, width: int) -> str:
    """Return the places of so many rows for VALUES."""
    return ", ".join([f"({places(width)})"] * count)


def _moment(value: datetime | None) -> datetime | None:
    """Return a moment with its zone: SQLite keeps it in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def lock_attendees(gathering_id: int, ids: Sequence[int]) -> list[tuple[int, int, str, datetime | None]]:
    """Lock those of a gathering, in order of their ids: (id, person id, state, moment of the mark that gave it)."""
    suffix = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(ATTENDEES.format(places=places(len(ids))) + suffix, [gathering_id, *ids])
        return [(pk, person, state, _moment(at)) for pk, person, state, at in cursor.fetchall()]


def append_marks(marks: Sequence[MarkInput], now: datetime, user_id: int | None) -> set[str]:
    """Append marks to the log, except those whose nonce is there already; return the nonces of the new ones."""
    moment = connection.ops.adapt_datetimefield_value
    at, values = moment(now), list[Any]()
    for mark in marks:
        who = (mark.attendee_id, mark.state, mark.source, mark.device[:40], mark.nonce)
        values += [*who, moment(mark.client_time), at, user_id]
    with connection.cursor() as cursor:
        cursor.execute(APPEND.format(rows=rows_of(len(marks), 8)), values)
        return {nonce for (nonce,) in cursor.fetchall()}


def move_attendees(moved: Iterable[tuple[int, str, datetime | None]]) -> None:
    """Write (id, state, moment)."""
    moment = connection.ops.adapt_datetimefield_value
    rows = [(pk, state, moment(at) if at else None) for pk, state, at in moved]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(MOVE.format(rows=rows_of(len(rows), 3)), [value for row in rows for value in row])
