"""When a class may begin, be taught and be closed."""

from datetime import date

from nennep.core.errors import Refused

PLANNED, OPEN, CLOSED = "planned", "open", "closed"


def check_not_closed(state: str) -> None:
    """Refuse to touch a closed class.

    Raises:
        Refused: class_closed.
    """
    if state == CLOSED:
        raise Refused("class_closed")


def check_in_progress(state: str) -> None:
    """Refuse what is only done while a class is taught.

    Raises:
        Refused: class_closed, class_not_started.
    """
    check_not_closed(state)
    if state == PLANNED:
        raise Refused("class_not_started")


def check_closable(state: str, *, enrolled: int, unmarked: int, closes_on: date, today: date) -> None:
    """Refuse to close a class that is not taught, has nobody, or whose roll call has gaps.

    Raises:
        Refused: class_closed, class_not_started, class_empty, roll_call_incomplete (count), close_in_future.
    """
    check_in_progress(state)
    if enrolled == 0:
        raise Refused("class_empty")
    if unmarked:
        raise Refused("roll_call_incomplete", count=unmarked)
    if closes_on > today:
        raise Refused("close_in_future")
