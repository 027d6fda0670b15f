"""Steps by which an import brings in who was at gatherings: states, and the marks that gave them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from nennep.attendance.models import AttendanceMark, Attendee, Source
from nennep.core.bulk import insert_rows, update_rows


class ImportedAttendee(NamedTuple):
    """Somebody at a gathering with the state that a list tells, as of a moment."""

    gathering_id: int
    person_id: int
    unit_id: int | None
    state: str
    marked_at: datetime


def add_attendees(rows: Iterable[ImportedAttendee]) -> list[int]:
    """Insert attendees who are not expected yet; return their keys in the order given."""
    return insert_rows(Attendee, ImportedAttendee._fields, rows)


def set_states(states: Mapping[int, tuple[str, datetime]]) -> None:
    """Set {attendee: (state, moment)}."""
    update_rows(Attendee, ("state", "marked_at"), [(key, *told) for key, told in states.items()])


def log_marks(rows: Iterable[tuple[int, str, datetime]], *, origin: str, now: datetime, user_id: int | None) -> list[int]:
    """Append one mark for each (attendee, state, moment) to the log; `origin` tells imports apart in their nonces."""
    columns = ("attendee_id", "state", "client_time", "source", "nonce", "server_time", "marked_by_id")
    told = ((key, state, at, Source.IMPORT.value, f"{origin}:{key}"[:64], now, user_id) for key, state, at in rows)
    return insert_rows(AttendanceMark, columns, told)
