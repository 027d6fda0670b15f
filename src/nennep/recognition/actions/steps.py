"""Steps on commendations that imports share; they join the caller's transaction."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nennep.core.bulk import insert_rows
from nennep.recognition.models import Commendation
from nennep.vietnamese.text import fold


class NewCommendation(NamedTuple):
    """A decision to commend one unit or one person."""

    decision_no: str
    decided_on: date
    body: str
    form: str
    reason: str
    unit_id: int | None
    person_id: int | None


def add_commendations(rows: Iterable[NewCommendation]) -> list[int]:
    """Insert commendations; return their keys in the order given."""
    columns = (*NewCommendation._fields, "search_key")
    return insert_rows(Commendation, columns, ((*row, fold(f"{row.decision_no} {row.body} {row.form}")) for row in rows))
