"""What a log of marks says: the state is that of the latest mark by the clock of who marked.

Marks come late, twice and out of order; the state that they give does not depend on that. Two marks of the same
moment are taken in the order in which the server got them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

EXPECTED, PRESENT, EXCUSED, UNEXCUSED, MADE_UP = "expected", "present", "excused", "unexcused", "made_up"
GIVEN_BY_HAND = frozenset({EXPECTED, PRESENT, EXCUSED, UNEXCUSED})
ABSENT = frozenset({EXCUSED, UNEXCUSED})


MarkName = tuple[int, str]


class MarkInput(NamedTuple):
    """One mark as it comes from a page, a queue or the API; `nonce` is its name among those of the attendee, made by the client."""

    attendee_id: int
    state: str
    nonce: str
    client_time: datetime
    source: str = "list"
    device: str = ""

    @property
    def name(self) -> MarkName:
        """Return by what a repeated mark is known."""
        return self.attendee_id, self.nonce


class Standing(NamedTuple):
    """What is known of somebody expected, and the client time of the mark that said so."""

    state: str = EXPECTED
    at: datetime | None = None


def clamp(client_time: datetime, now: datetime) -> datetime:
    """Return the client's time, or the server's when the client's clock runs ahead."""
    return min(client_time, now)


def fresh(marks: Iterable[MarkInput]) -> list[MarkInput]:
    """Return the marks, each name once, in the order given."""
    first: dict[MarkName, MarkInput] = {}
    for mark in marks:
        first.setdefault(mark.name, mark)
    return list(first.values())


def after(standing: Standing, mark: MarkInput) -> Standing:
    """Return the standing once `mark` has come: unchanged when a later mark is already there."""
    if standing.at is not None and mark.client_time < standing.at:
        return standing
    return Standing(mark.state, mark.client_time)


def absences(before: str, now: str) -> tuple[int, int]:
    """Return by how much the counts of absences with and without reason change from one state to another."""
    return (now == EXCUSED) - (before == EXCUSED), (now == UNEXCUSED) - (before == UNEXCUSED)
