"""Steps on gatherings, those expected and their marks; they join the transaction of the verb that calls them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import QuerySet

from nennep.attendance.models import AttendanceMark, Attendee, Gathering
from nennep.attendance.rules.mark import EXPECTED, MarkInput, Standing, clamp, fold, fresh
from nennep.core.errors import Refused

BATCH = 2000
FEW = 4


@dataclass(frozen=True, slots=True)
class NewGathering:
    """What a gathering needs to exist."""

    title: str
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class StateChange:
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


def record_marks(among: QuerySet[Attendee], marks: Sequence[MarkInput], *, now: datetime, user_id: int | None) -> Recorded:
    """Append marks to the log and bring the states after them, in a fixed number of statements.

    A mark whose nonce is known changes nothing; one older than the mark that gave the state only stays in the log;
    a client clock that runs ahead is taken as `now`. The rows of those marked are locked, in order of their ids.

    Args:
        among: whom the caller may mark.
        marks: in the order in which they came.
        now: the server's time.
        user_id: who marks; None for the console.

    Raises:
        Refused: not_expected (count) when somebody is not among them.
    """
    asked = {mark.attendee_id for mark in marks}
    locked = among.select_for_update().filter(pk__in=asked).order_by("pk")
    rows = {row.pk: row for row in locked.only("pk", "gathering_id", "person_id", "state", "marked_at")}
    if len(rows) != len(asked):
        raise Refused("not_expected", count=len(asked) - len(rows))
    known = AttendanceMark.objects.filter(nonce__in=[mark.nonce for mark in marks]).values_list("nonce", flat=True)
    new = [replace(mark, client_time=clamp(mark.client_time, now)) for mark in fresh(marks, set(known))]
    _append(new, now, user_id)
    return Recorded(len(new), len(marks) - len(new), tuple(_move(rows, new)))


def _append(marks: Sequence[MarkInput], now: datetime, user_id: int | None) -> None:
    AttendanceMark.objects.bulk_create(
        [
            AttendanceMark(
                attendee_id=mark.attendee_id,
                state=mark.state,
                source=mark.source,
                device=mark.device[:40],
                nonce=mark.nonce,
                client_time=mark.client_time,
                server_time=now,
                marked_by_id=user_id,
            )
            for mark in marks
        ],
        batch_size=BATCH,
    )


def _move(rows: dict[int, Attendee], marks: Sequence[MarkInput]) -> list[StateChange]:
    """Write the states that follow from the marks; return those that differ from before."""
    by_attendee: dict[int, list[MarkInput]] = defaultdict(list)
    for mark in marks:
        by_attendee[mark.attendee_id].append(mark)
    moved, changes = [], []
    for pk, its_marks in sorted(by_attendee.items()):
        row = rows[pk]
        old = Standing(row.state, row.marked_at)
        new = fold(old, its_marks)
        if new == old:
            continue
        row.state, row.marked_at = new.state, new.at
        moved.append(row)
        if new.state != old.state:
            changes.append(StateChange(pk, row.gathering_id, row.person_id, old.state, new.state))
    _write(moved)
    return changes


def _write(rows: Sequence[Attendee]) -> None:
    groups: dict[tuple[str, datetime | None], list[int]] = defaultdict(list)
    for row in rows:
        groups[row.state, row.marked_at].append(row.pk)
    if len(groups) > FEW:  # a queue sent after a time without network: every mark has a time of its own
        Attendee.objects.bulk_update(rows, ["state", "marked_at"], batch_size=BATCH // 4)
        return
    for (state, at), ids in groups.items():
        Attendee.objects.filter(pk__in=ids).update(state=state, marked_at=at)
