"""Steps on study events and what was handed in after them; they join the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from nennep.campaigns.models import StudyEvent, StudyResult
from nennep.core.bulk import change_rows, insert_rows
from nennep.vietnamese.text import fold


class NewEvent(NamedTuple):
    """A study event with the gathering at which its people are expected."""

    code: str
    gathering_id: int
    organizer_id: int
    name: str
    document: str
    form: str
    starts_on: date
    sessions: int


def search_key(code: str, name: str, document: str) -> str:
    """Return the folded text by which an event is found."""
    return fold(f"{code} {name} {document}")[:700]


def add_events(rows: Iterable[NewEvent]) -> list[int]:
    """Insert study events; return their keys in the order given."""
    columns = (*NewEvent._fields, "search_key")
    return insert_rows(StudyEvent, columns, ((*row, search_key(row.code, row.name, row.document)) for row in rows))


def change_events(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of study events."""
    change_rows(StudyEvent, changes)


def add_results(rows: Iterable[tuple[int, date | None, Decimal | None]]) -> list[int]:
    """Insert what was handed in: (attendee, day of the essay, mark of the test)."""
    return insert_rows(StudyResult, ("attendee_id", "essay_on", "quiz_mark"), rows)


def change_results(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of what was handed in."""
    change_rows(StudyResult, changes)
