"""How far somebody is with what must be learned."""

from datetime import date
from enum import StrEnum


class State(StrEnum):
    """The states of a line, as `nennep due` prints them."""

    OPEN = "open"
    NOMINATED = "nominated"
    IN_CLASS = "in_class"
    DONE = "done"
    WAIVED = "waived"


SETTLED = frozenset({State.DONE, State.WAIVED})


def state_of(*, done: bool, waived: bool, in_class: bool, nominated: bool) -> State:
    """Return the one state of a line: what is done counts before what is waived, what is begun before what is asked for."""
    answers = {State.DONE: done, State.WAIVED: waived, State.IN_CLASS: in_class, State.NOMINATED: nominated}
    return next((state for state, holds in answers.items() if holds), State.OPEN)


def is_overdue(state: State, due: date | None, as_of: date) -> bool:
    """Say whether the due day has passed (the day itself is still in time) and nothing settles the line."""
    return state not in SETTLED and due is not None and due < as_of


def is_soon(state: State, due: date | None, as_of: date, lead_days: int) -> bool:
    """Say whether the due day comes within `lead_days` days, today included, and nothing settles the line."""
    return state not in SETTLED and due is not None and 0 <= (due - as_of).days <= lead_days
