"""The verdict on a row as a page shows it."""

from dataclasses import dataclass

from nennep.exchange.models import ImportRow
from nennep.exchange.wording import sentence


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row: where it stood, what it is about, what became of it and why; `unit` for lists of people."""

    sheet: str
    number: int
    outcome: str
    name: str
    unit: str
    reasons: list[tuple[bool, str]]


def shown(row: ImportRow) -> RowShown:
    """Return a row for a page; each reason with whether it rejects."""
    person, record = row.values.get("person") or {}, row.values.get("record") or {}
    name = person.get("full_name") or " · ".join(str(value) for value in record.values() if value not in (None, ""))
    reasons = [(bool(one["rejects"]), sentence(one["code"], one["facts"])) for one in row.reasons]
    return RowShown(row.sheet, row.number, row.outcome, str(name)[:160], str(person.get("unit_name") or ""), reasons)
