"""When an absence counts as made up."""

from datetime import date

from nennep.attendance.rules.mark import ABSENT
from nennep.core.errors import Refused


def check_made_up(state: str, *, missed_on: date, made_up_on: date, today: date) -> None:
    """Refuse to make up what was not missed, or on a day before the session or after today.

    Raises:
        Refused: not_absent, made_up_outside (day).
    """
    if state not in ABSENT:
        raise Refused("not_absent")
    if not missed_on <= made_up_on <= today:
        raise Refused("made_up_outside", day=missed_on.strftime("%d/%m/%Y"))
