"""Steps on gatherings, those expected and their marks; they join the transaction of the verb that calls them."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from nennep.attendance.models import Attendee, Gathering
from nennep.attendance.rules.mark import EXPECTED, MarkInput, Standing, after, clamp, fresh
from nennep.attendance.statements import OnRoll, append_marks, lock_attendees, move_attendees
from nennep.core.errors import Refused

BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewGathering:
    """What a gathering needs to exist."""

    title: str
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""


class StateChange(NamedTuple):
    """Somebody's state at a gathering before and after."""

    attendee_id: int
    gathering_id: int
    person_id: int
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a call of `record_marks` did: marks new to the log, marks that were there already, states that changed."""

    new: int
    repeated: int
    changes: tuple[StateChange, ...]


def add_gatherings(kind: str, unit_id: int | None, rows: Iterable[NewGathering]) -> list[Gathering]:
    """Insert gatherings that `unit_id` holds, in the order given."""
    return Gathering.objects.bulk_create(
        [
            Gathering(
                kind=kind,
                unit_id=unit_id,
                title=row.title[:300],
                held_on=row.held_on,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                place=row.place[:120],
            )
            for row in rows
        ],
        batch_size=BATCH,
    )


def expect(gatherings: Iterable[int], people: Iterable[tuple[int, int | None]]) -> int:
    """Expect every person (id, unit id) at every gathering (id); who is expected already stays as they are.

    Returns:
        How many rows were asked for.
    """
    expected = list(people)
    rows = [
        Attendee(gathering_id=gathering, person_id=person, unit_id=unit) for gathering in gatherings for person, unit in expected
    ]
    Attendee.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def release(person_ids: Collection[int], gathering_ids: Collection[int]) -> int:
    """Expect these people no longer where nothing was marked of them yet; return how many rows went."""
    unmarked = Attendee.objects.filter(
        person_id__in=person_ids, gathering_id__in=gathering_ids, state=EXPECTED, marked_at=None, marks=None
    )
    return unmarked.delete()[0]


def attendees_of(marks: Iterable[MarkInput]) -> list[int]:
    """Return the ids of those marked, each once and in order."""
    return sorted({mark.attendee_id for mark in marks})


def record_marks(gathering_id: int, marks: Sequence[MarkInput], *, now: datetime, user_id: int | None) -> Recorded:
    """Lock those marked and do what `record_locked` says; everybody expected may be marked."""
    return record_locked(gathering_id, lock_attendees(gathering_id, attendees_of(marks)), marks, now=now, user_id=user_id)


def record_locked(
    gathering_id: int, locked: Iterable[OnRoll], marks: Sequence[MarkInput], *, now: datetime, user_id: int | None
) -> Recorded:
    """Append marks to the log and bring the states after them, in a fixed number of statements.

    A mark whose nonce is known of its attendee changes nothing; one older than the mark that gave the state only stays in the log;
    a client clock that runs ahead is taken as `now`.

    Args:
        gathering_id: of those marked.
        locked: those of the gathering that the caller may mark; their rows are locked.
        marks: in the order in which they came.
        now: the server's time.
        user_id: who marks; None for the console.

    Raises:
        Refused: not_expected (count) when somebody marked is not among the locked.
    """
    rows = {one.id: one for one in locked}
    once = each_once(rows, marks, now)
    appended = append_marks(once, now, user_id) if once else set()
    moved = standings_after(rows, [mark for mark in once if mark.name in appended])
    move_attendees(gathering_id, [(pk, standing.state, standing.at) for pk, standing in moved.items()])
    changes = state_changes(gathering_id, rows, ((pk, standing.state) for pk, standing in moved.items()))
    return Recorded(len(appended), len(marks) - len(appended), changes)


def each_once(rows: Container[int], marks: Sequence[MarkInput], now: datetime) -> list[MarkInput]:
    """Return the marks each once, none ahead of the server's time.

    Raises:
        Refused: not_expected (count) when somebody marked is not among the rows (by attendee).
    """
    strangers = {mark.attendee_id for mark in marks if mark.attendee_id not in rows}
    if strangers:
        raise Refused("not_expected", count=len(strangers))
    return [_not_ahead(mark, now) for mark in fresh(marks)]


def _not_ahead(mark: MarkInput, now: datetime) -> MarkInput:
    return mark if mark.client_time <= now else mark._replace(client_time=clamp(mark.client_time, now))


def standings_after(rows: Mapping[int, OnRoll], marks: Collection[MarkInput]) -> dict[int, Standing]:
    """Return what stands after marks that are new, by attendee and in order, where that is not what stood before."""
    before = {mark.attendee_id: rows[mark.attendee_id].standing for mark in marks}
    moved = dict(before)
    for mark in marks:
        moved[mark.attendee_id] = after(moved[mark.attendee_id], mark)
    return {pk: new for pk, new in sorted(moved.items()) if new != before[pk]}


def state_changes(gathering_id: int, rows: Mapping[int, OnRoll], moved: Iterable[tuple[int, str]]) -> tuple[StateChange, ...]:
    """Return the states that differ from before, of those (by attendee) whose state was given."""
    before = ((rows[pk], rows[pk].standing.state, state) for pk, state in moved)
    return tuple(StateChange(old.id, gathering_id, old.person_id, stood, state) for old, stood, state in before if stood != state)
