"""The life of a dossier: which step leads from where to where, and who moves up when a place becomes free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nennep.core.errors import Refused


class Step(StrEnum):
    """What is done to dossiers."""

    SELECT = "selected"
    RESERVE = "reserve"
    NOT_SELECT = "not_selected"
    SUBMIT = "submitted"
    RETURN = "returned"
    ADMIT = "admitted"
    DECLINE = "declined"
    WITHDRAW = "withdrawn"
    PROPOSE = "proposed"


UNDECIDED = frozenset({"proposed", "reserve", "not_selected"})
HOLDING = frozenset({"selected", "submitted", "returned", "admitted"})  # each holds one place of a quota
SENT = frozenset({"submitted", "returned", "admitted", "declined"})  # the provider has seen it
OPEN = HOLDING | {"proposed", "reserve"}

FROM: dict[Step, frozenset[str]] = {
    Step.SELECT: UNDECIDED,
    Step.RESERVE: frozenset({"proposed", "selected", "not_selected"}),
    Step.NOT_SELECT: frozenset({"proposed", "selected", "reserve"}),
    Step.SUBMIT: frozenset({"selected", "returned"}),
    Step.RETURN: frozenset({"submitted"}),
    Step.ADMIT: frozenset({"submitted"}),
    Step.DECLINE: frozenset({"submitted", "returned"}),
    Step.WITHDRAW: OPEN,
    Step.PROPOSE: frozenset({"withdrawn"}),
}
REASONED = frozenset({Step.NOT_SELECT, Step.RETURN, Step.DECLINE, Step.WITHDRAW})

# In the order of priority stand first those who go, then the reserve, then who is not decided on, then who does not go.
GROUPS = {**dict.fromkeys(HOLDING, 0), "reserve": 1, "proposed": 2, "not_selected": 3, "declined": 4, "withdrawn": 4}


@dataclass(frozen=True, slots=True)
class Dossier:
    """What ordering asks of a dossier."""

    pk: int
    state: str
    rank: int | None
    proposed_rank: int
    sort_key: str = ""


def check_step(step: Step, states: Iterable[str], reason: str) -> None:
    """Stop a step that does not lead from one of `states`, or lacks the reason that it needs.

    Raises:
        Refused: nobody_picked | step_out_of_order | dossier_reason_missing.
    """
    here = set(states)
    if not here:
        raise Refused("nobody_picked")
    if here - FROM[step]:
        raise Refused("step_out_of_order")
    if step in REASONED and not reason.strip():
        raise Refused("dossier_reason_missing")


def ordered(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """Return dossiers in order of priority; those not ranked yet follow by their order in the cell, cell after cell."""
    return sorted(
        dossiers,
        key=lambda one: (GROUPS[one.state], one.rank is None, one.rank or 0, one.proposed_rank, one.sort_key, one.pk),
    )


def moved(order: Sequence[Dossier], pk: int, position: int) -> list[Dossier]:
    """Return `order` with one dossier at `position` (from 1), no further than its group reaches."""
    one = next(dossier for dossier in order if dossier.pk == pk)
    others = [dossier for dossier in order if dossier.pk != pk]
    before = sum(GROUPS[dossier.state] < GROUPS[one.state] for dossier in others)
    same = sum(GROUPS[dossier.state] == GROUPS[one.state] for dossier in others)
    place = min(max(position - 1, before), before + same)
    return [*others[:place], one, *others[place:]]
