"""Why a row was not taken, or what to know about one that was: a code with its facts, put in words elsewhere."""

from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["created", "updated", "unchanged", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("created", "updated", "unchanged", "rejected")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `facts` are JSON values for its sentence; a reason that does not reject is a warning."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    rejects: bool = True


def reject(code: str, **facts: Any) -> Reason:
    """Return a reason not to take the row."""
    return Reason(code, facts)


def warn(code: str, **facts: Any) -> Reason:
    """Return something to know about a row that is taken."""
    return Reason(code, facts, rejects=False)
