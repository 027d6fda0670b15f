"""A leave request: what may be asked, and what may follow what."""

from collections.abc import Collection
from datetime import date, timedelta

from nennep.core.errors import Refused

ASKED, GRANTED, DENIED, WITHDRAWN = "asked", "granted", "denied", "withdrawn"
BACK = timedelta(days=14)


def check_asked(days: Collection[date], today: date) -> None:
    """Refuse a request without a session, or for a session long past.

    Raises:
        Refused: leave_without_session, leave_too_late (earliest).
    """
    if not days:
        raise Refused("leave_without_session")
    if min(days) < today - BACK:
        raise Refused("leave_too_late", earliest=(today - BACK).strftime("%d/%m/%Y"))


def check_open(state: str) -> None:
    """Refuse to answer, comment or withdraw what is already answered or withdrawn.

    Raises:
        Refused: leave_answered.
    """
    if state != ASKED:
        raise Refused("leave_answered")
