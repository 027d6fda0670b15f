"""What became of each row of a file, the same for all kinds of files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nennep.exchange.rules.reason import OUTCOMES, Outcome, Reason


@dataclass(slots=True)
class Verdict:
    """One row: taken or not, and why. `person` is what it says of a person, `record` of anything else, `raw` its cells to mend."""

    sheet: str
    number: int
    outcome: Outcome
    reasons: list[Reason] = field(default_factory=list)
    person: Mapping[str, Any] | None = None
    record: Mapping[str, Any] | None = None
    raw: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import. A trial has no batch. `findings` tell what was found in the file, `problems` what stopped a sheet."""

    batch_id: int | None
    file_name: str
    kind: str
    verdicts: list[Verdict]
    findings: Mapping[str, Any]
    problems: list[Reason] = field(default_factory=list)

    @property
    def summary(self) -> dict[str, int]:
        """Return how many rows had each outcome."""
        return summarize(self.verdicts)

    @property
    def rejected(self) -> list[Verdict]:
        """Return the rows that were not taken."""
        return [verdict for verdict in self.verdicts if verdict.outcome == "rejected"]


def summarize(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Count rows by outcome; every outcome is named."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    return {outcome: counted[outcome] for outcome in OUTCOMES}
