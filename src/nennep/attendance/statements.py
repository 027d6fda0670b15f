"""The statements of a roll call, written out: a mark over HTTP costs little more than the row that it inserts.

Measured (bench/rollcall.py): building these few statements by the ORM takes four times as long as running them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import connection

from nennep.attendance.rules.mark import MarkInput

ATTENDEES = (
    "SELECT id, person_id, state, marked_at FROM attendance_attendee WHERE gathering_id = %s AND id IN ({places}) ORDER BY id"
)
NONCES = "SELECT nonce FROM attendance_attendancemark WHERE nonce IN ({places})"
APPEND = (
    "INSERT INTO attendance_attendancemark (attendee_id, state, source, device, nonce, client_time, server_time, marked_by_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
MOVE = "UPDATE attendance_attendee SET state = %s, marked_at = %s WHERE id = %s"


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)


def _moment(value: datetime | None) -> datetime | None:
    """Return a moment with its zone: SQLite keeps it in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def lock_attendees(gathering_id: int, ids: Sequence[int]) -> list[tuple[int, int, str, datetime | None]]:
    """Lock those of a gathering, in order of their ids: (id, person id, state, moment of the mark that gave it)."""
    suffix = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(ATTENDEES.format(places=_places(len(ids))) + suffix, [gathering_id, *ids])
        return [(pk, person, state, _moment(at)) for pk, person, state, at in cursor.fetchall()]


def known_nonces(nonces: Sequence[str]) -> set[str]:
    """Return which of the nonces are in the log."""
    with connection.cursor() as cursor:
        cursor.execute(NONCES.format(places=_places(len(nonces))), nonces)
        return {nonce for (nonce,) in cursor.fetchall()}


def append_marks(marks: Iterable[MarkInput], now: datetime, user_id: int | None) -> None:
    """Append marks to the log."""
    moment = connection.ops.adapt_datetimefield_value
    at = moment(now)
    rows = [
        (mark.attendee_id, mark.state, mark.source, mark.device[:40], mark.nonce, moment(mark.client_time), at, user_id)
        for mark in marks
    ]
    with connection.cursor() as cursor:
        cursor.executemany(APPEND, rows)


def move_attendees(rows: Iterable[tuple[str, datetime | None, int]]) -> None:
    """Write (state, moment, id)."""
    moment = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(MOVE, [(state, moment(at) if at else None, pk) for state, at, pk in rows])
