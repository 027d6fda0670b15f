"""The one next thing that a class waits for, for its registrar."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nennep.classes.rules.closing import CLOSED, PLANNED


class NextStep(StrEnum):
    """What is to be done next."""

    TAKE_IN = "take_in"
    BEGIN = "begin"
    CALL_ROLL = "call_roll"
    MARKS = "marks"
    CLOSE = "close"
    CERTIFICATES = "certificates"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What decides the next step; `due` sessions were to be held by today and are not wholly marked."""

    state: str
    opens_on: date
    enrolled: int
    due: int
    sessions_to_come: int
    marks_missing: int


def next_step(facts: ClassFacts, today: date) -> NextStep:
    """Return the next step of a class."""
    if facts.state == CLOSED:
        return NextStep.CERTIFICATES
    if facts.enrolled == 0:
        return NextStep.TAKE_IN
    if facts.state == PLANNED:
        return NextStep.BEGIN if facts.opens_on <= today else NextStep.NOTHING
    if facts.due:
        return NextStep.CALL_ROLL
    if facts.sessions_to_come:
        return NextStep.NOTHING
    return NextStep.MARKS if facts.marks_missing else NextStep.CLOSE
