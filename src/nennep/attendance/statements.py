"""The statements of a roll call, written out: a mark over HTTP costs little more than the row that it inserts.

Measured (bench/rollcall.py): building these few statements by the ORM takes four times as long as running them, and a
class in one statement holds the write lock of SQLite a tenth of the time that one statement a person does.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from nennep.attendance.rules.mark import MarkInput, MarkName, Standing
from nennep.core import clock
from nennep.core.statements import MOST, moment, prepared_cursor

ATTENDEES = "SELECT id, person_id, state, marked_at FROM attendance_attendee WHERE gathering_id = %s AND id {among} ORDER BY id"
MARK = {"attendee_id": "bigint", "state": "text", "source": "text", "device": "text", "nonce": "text", "client_time": "timestamptz"}
APPEND = (
    "WITH given ({columns}) AS ({rows}) INSERT INTO attendance_attendancemark ({columns}, server_time, marked_by_id)"
    " SELECT {columns}, %s, %s FROM given WHERE true ON CONFLICT (attendee_id, nonce) DO NOTHING RETURNING attendee_id, nonce"
)
STATE = {"id": "bigint", "state": "text", "marked_at": "timestamptz"}
MOVE = (
    "WITH given ({columns}) AS ({rows}) UPDATE attendance_attendee"
    " SET state = given.state, marked_at = given.marked_at FROM given"
    " WHERE attendance_attendee.id = given.id AND attendance_attendee.gathering_id = %s"
)


class OnRoll(NamedTuple):
    """Somebody expected, and what is known so far."""

    id: int
    person_id: int
    standing: Standing


def among(ids: Sequence[int]) -> tuple[str, str]:
    """Return the condition 'is one of these ids', and its one value: its text is the same for any number of them."""
    if connection.vendor == "postgresql":
        return "= ANY(%s::bigint[])", f"{{{','.join(map(str, ids))}}}"
    return "IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))


def with_rows(statement: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Return a statement with its {columns} (name: type) and its given {rows}, and their values.

    PostgreSQL takes the rows as one JSON text: the driver needs longer to turn many values into its words than all the rest.
    """
    if connection.vendor == "postgresql":
        return _text(statement, tuple(columns.items()), None), [as_json(columns, rows)]
    return _text(statement, tuple(columns.items()), len(rows)), [value for row in rows for value in row]


def as_json(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as the value of a `recordset`."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=_as_text, ensure_ascii=False)


def recordset(columns: Iterable[tuple[str, str]]) -> str:
    """Return the rows of one JSON text, with columns (name, type), as PostgreSQL reads them."""
    types = ", ".join(f"{name} {kind}" for name, kind in columns)
    return f"SELECT * FROM json_to_recordset(%s::json) AS given ({types})"  # noqa: S608 - our own names


@lru_cache(MOST)
def _as_text(value: datetime) -> str:
    return str(value)


@lru_cache(MOST)
def _text(statement: str, columns: tuple[tuple[str, str], ...], count: int | None) -> str:
    """Return the text with places for `count` rows, or for one JSON text."""
    places = ", ".join(["%s"] * len(columns))
    rows = recordset(columns) if count is None else "VALUES " + ", ".join([f"({places})"] * count)
    return statement.format(columns=", ".join(name for name, _kind in columns), rows=rows)


def lock_attendees(gathering_id: int, ids: Sequence[int]) -> list[OnRoll]:
    """Lock those of a gathering, in order of their ids."""
    suffix = " FOR UPDATE" if connection.features.has_select_for_update else ""
    condition, value = among(ids)
    with prepared_cursor() as cursor:
        cursor.execute(ATTENDEES.format(among=condition) + suffix, [gathering_id, value])
        return [OnRoll(pk, person, Standing(state, clock.aware(at))) for pk, person, state, at in cursor.fetchall()]


def row_of(mark: MarkInput) -> tuple[object, ...]:
    """Return a mark as a row of `MARK`."""
    return mark.attendee_id, mark.state, mark.source, mark.device[:40], mark.nonce, moment(mark.client_time)


def append_marks(marks: Sequence[MarkInput], now: datetime, user_id: int | None) -> set[MarkName]:
    """Append marks to the log, except those that are there already; return the names of the new ones."""
    statement, values = with_rows(APPEND, MARK, [row_of(one) for one in marks])
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, moment(now), user_id])
        return set(cursor.fetchall())


def move_attendees(gathering_id: int, moved: Sequence[tuple[int, str, datetime | None]]) -> None:
    """Write (id, state, moment) of some at a gathering."""
    if moved:
        statement, values = with_rows(MOVE, STATE, [(pk, state, moment(at)) for pk, state, at in moved])
        with prepared_cursor() as cursor:
            cursor.execute(statement, [*values, gathering_id])
