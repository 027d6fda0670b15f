"""A rule set as somebody wants it, and what it changes."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from nennep.programs.rules.classification import BandFact


@dataclass(frozen=True, slots=True)
class RuleSetDraft:
    """A rule set that begins on `starts_on`; percentages, marks of 0 to 10, months."""

    name: str
    starts_on: date
    legal_basis: str
    verified: bool
    attendance_floor: Decimal
    absences_in_a_row: int
    made_up_counts: bool
    uses_marks: bool
    pass_mark: Decimal
    certificate_name: str
    validity_months: int | None
    bands: tuple[BandFact, ...]


def differences(before: RuleSetDraft, after: RuleSetDraft) -> list[tuple[str, object, object]]:
    """Return (field, before, after) for what really changes; name, source and first day do not count."""
    told = {"name", "starts_on", "legal_basis", "verified"}
    pairs = (
        (one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(RuleSetDraft) if one.name not in told
    )
    return [(name, old, new) for name, old, new in pairs if old != new]
