"""How far a round is, and the one thing that each role does next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nennep.core.errors import Refused


class Next(StrEnum):
    """The next action; those that wait for somebody else begin with 'wait'."""

    ANSWER = "answer"
    MEND = "mend"
    SUBMIT = "submit"
    SELECT = "select"
    REVIEW = "review"
    PROPOSE = "propose"
    CLOSE = "close"
    WAIT_CELLS = "wait_cells"
    WAIT_COMMITTEE = "wait_committee"
    WAIT_PROVIDER = "wait_provider"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class May:
    """What the actor may do in a round."""

    propose: bool = False
    prepare: bool = False
    select: bool = False
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which cells propose, both included."""

    opens_on: date
    closes_on: date


def next_action(state: str, window: Window, counts: Mapping[str, int], may: May, today: date) -> Next:
    """Return the next action of an actor; `counts` are dossiers by state."""
    if state == "closed":
        return Next.NONE
    in_window = state == "open" and window.opens_on <= today <= window.closes_on
    anybody = any(counts.values())
    offers = {
        Next.ANSWER: may.answer and counts.get("submitted", 0) > 0,
        Next.MEND: may.prepare and counts.get("returned", 0) > 0,
        Next.SUBMIT: may.prepare and state != "open" and counts.get("selected", 0) > 0 and not counts.get("proposed", 0),
        Next.SELECT: may.select and state != "open" and counts.get("proposed", 0) > 0,
        Next.REVIEW: may.prepare and state == "open" and (anybody or today > window.closes_on),
        Next.PROPOSE: may.propose and in_window,
        Next.CLOSE: may.prepare and state == "answered",
    }
    chosen = next((action for action, offered in offers.items() if offered), None)
    if chosen is None:
        waiting = {"open": Next.WAIT_CELLS, "review": Next.WAIT_COMMITTEE, "submitted": Next.WAIT_PROVIDER}
        chosen = waiting.get(state, Next.NONE)
    return chosen


def check_window(state: str, window: Window, today: date) -> None:
    """Stop a proposal outside the window.

    Raises:
        Refused: round_not_open | round_not_begun | round_over, with the day.
    """
    if state != "open":
        raise Refused("round_not_open")
    if today < window.opens_on:
        raise Refused("round_not_begun", day=window.opens_on.strftime("%d/%m/%Y"))
    if today > window.closes_on:
        raise Refused("round_over", day=window.closes_on.strftime("%d/%m/%Y"))


def after_answer(counts: Mapping[str, int]) -> str:
    """Return the state of a round once a provider has answered: answered when no list waits any more."""
    return "submitted" if counts.get("submitted", 0) else "answered"
