"""The sheets `Đợt học` and `Tham gia`: study events, who was there, what they handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from nennep.attendance.actions import imported as roll
from nennep.attendance.actions.imported import ImportedAttendee
from nennep.attendance.actions.steps import NewGathering, add_gatherings
from nennep.attendance.models import AttendanceMark, Attendee, Gathering
from nennep.campaigns.actions import steps
from nennep.campaigns.actions.steps import NewEvent
from nennep.campaigns.models import StudyEvent, StudyResult
from nennep.exchange.actions.book_context import Context, PersonRef, differences, first, logged, reject_second
from nennep.exchange.queries.known import chunks, spellings
from nennep.exchange.queries.membership import UnitsOnDays
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_check import check_event, check_participant
from nennep.exchange.rules.reason import reject, warn
from nennep.organizations.models import Unit

EVENT_TITLES = {
    "name": "Tên đợt", "document": "Văn bản", "organizer_id": "Đơn vị tổ chức", "form": "Hình thức", "starts_on": "Ngày bắt đầu",
    "sessions": "Số buổi",
}  # fmt: skip
RESULT_TITLES = {"essay_on": "Ngày nộp thu hoạch", "quiz_mark": "Điểm trắc nghiệm"}
STATE_WORDS = {
    "expected": "",
    "present": "có mặt",
    "excused": "vắng có lý do",
    "unexcused": "vắng không lý do",
    "made_up": "học bù",
}
EVENT, ATTENDEE = "campaigns.studyevent", "attendance.attendee"


def _events_of(codes: Sequence[str]) -> dict[str, StudyEvent]:
    events = (one for part in chunks(spellings(codes)) for one in StudyEvent.objects.filter(code__in=part))
    return {one.code.casefold(): one for one in events}


def take_events(context: Context, rows: Sequence[BookRow]) -> None:
    """Take study events by their codes, each with its gathering."""
    reject_second(rows, ("code",))
    known = _events_of([row["code"] for row in rows if row["code"]])
    new: list[tuple[BookRow, Unit]] = []
    for row in rows:
        check_event(row)
        unit = context.find_unit(row, "organizer", "Đơn vị tổ chức")
        if row.rejected or unit is None:
            continue
        present = known.get(row["code"].casefold())
        if present is None:
            new.append((row, unit))
        else:
            _correct(context, row, unit, present)
    _add(context, new)


def _add(context: Context, new: Sequence[tuple[BookRow, Unit]]) -> None:
    gatherings = _gatherings(new)
    context.ledger.created(Gathering, [gathering.pk for gathering in gatherings])
    keys = steps.add_events(
        NewEvent(
            row["code"],
            gathering.pk,
            unit.pk,
            row["name"],
            row["document"] or "",
            row["form"],
            row["starts"].first,
            row["sessions"],
        )
        for (row, unit), gathering in zip(new, gatherings, strict=True)
    )
    context.ledger.created(StudyEvent, keys)
    for (row, unit), key in zip(new, keys, strict=True):
        row.outcome = "created"
        context.log("exchange.create", EVENT, key, row["name"], path=unit.path)


def _gatherings(new: Sequence[tuple[BookRow, Unit]]) -> list[Gathering]:
    """Make a gathering for each event, in the order given; one insert for each organizer."""
    made: dict[int, Gathering] = {}
    for unit_id in dict.fromkeys(unit.pk for _, unit in new):
        places = [place for place, (_, unit) in enumerate(new) if unit.pk == unit_id]
        rows = [NewGathering(new[place][0]["name"], new[place][0]["starts"].first) for place in places]
        made |= dict(zip(places, add_gatherings("study", unit_id, rows), strict=True))
    return [made[place] for place in range(len(new))]


def _correct(context: Context, row: BookRow, unit: Unit, present: StudyEvent) -> None:
    told = {
        "name": row["name"], "document": row["document"], "organizer_id": unit.pk, "form": row["form"], "starts_on": first(row["starts"]),
        "sessions": row["sessions"],
    }  # fmt: skip
    columns = differences(row, {name: getattr(present, name) for name in told}, told, EVENT_TITLES)
    if not columns:
        return
    row.outcome = "updated"
    key = steps.search_key(present.code, row["name"], row["document"] or present.document)
    columns["search_key"] = (present.search_key, key)
    steps.change_events({present.pk: {name: new for name, (_, new) in columns.items()}})
    _note(context, StudyEvent, present.pk, columns)
    theirs = {"title": "name", "unit_id": "organizer_id", "held_on": "starts_on"}
    held = {name: columns[column] for name, column in theirs.items() if column in columns}
    if held:
        Gathering.objects.filter(pk=present.gathering_id).update(**{name: new for name, (_, new) in held.items()})
        _note(context, Gathering, present.gathering_id, held)
    context.log("exchange.update", EVENT, present.pk, present.name, logged(columns), path=unit.path)


def _note(context: Context, model: Any, key: int, columns: dict[str, tuple[Any, Any]]) -> None:
    context.ledger.changed(
        model, key, {name: old for name, (old, _) in columns.items()}, {name: new for name, (_, new) in columns.items()}
    )


@dataclass(slots=True)
class Participant:
    """One row of `Tham gia` with what it refers to; `key` is the attendee once it is known."""

    row: BookRow
    event: StudyEvent
    person: PersonRef
    key: int = 0

    @property
    def label(self) -> str:
        """What the log calls it."""
        return f"{self.person.full_name}: {self.event.code}"

    @property
    def moment(self) -> datetime:
        """The moment of the mark: the start of the day of the event."""
        return timezone.make_aware(datetime.combine(self.event.starts_on, time()))

    @property
    def essay_on(self) -> date | None:
        """The day on which the essay came."""
        return first(self.row["essay"])


def take_participants(context: Context, rows: Sequence[BookRow]) -> None:
    """Take who was at which event, with a mark in the roll's log, and what they handed in."""
    events = _events_of(list(dict.fromkeys(row["event"] for row in rows if row["event"])))
    referred = [one for row in rows if (one := _refer(context, row, events)) is not None]
    reject_second(rows, ("event", "person"))
    people = [one for one in referred if not one.row.rejected]
    gatherings = {one.event.gathering_id for one in people}
    present = {(one.gathering_id, one.person_id): one for one in Attendee.objects.filter(gathering__in=gatherings)}
    new = [one for one in people if (one.event.gathering_id, one.person.id) not in present]
    units = UnitsOnDays({one.person.id for one in new})
    keys = roll.add_attendees(
        ImportedAttendee(
            one.event.gathering_id, one.person.id, units.on(one.person.id, one.event.starts_on), one.row["state"], one.moment
        )
        for one in new
    )
    context.ledger.created(Attendee, keys)
    for one, key in zip(new, keys, strict=True):
        one.key, one.row.outcome = key, "created"
        path = context.path_of(units.on(one.person.id, one.event.starts_on))
        context.log("exchange.create", ATTENDEE, key, one.label, person_id=one.person.id, path=path)
    fresh = set(map(id, new))
    moved = _change(context, [one for one in people if id(one) not in fresh], present)
    marks = [(one.key, one.row["state"], one.moment) for one in [*new, *moved]]
    made = roll.log_marks(marks, origin=f"import:{context.batch.pk}", now=context.now, user_id=context.actor.user_id)
    context.ledger.created(AttendanceMark, made)
    _results(context, people)


def _refer(context: Context, row: BookRow, events: dict[str, StudyEvent]) -> Participant | None:
    event = events.get(row["event"].casefold()) if row["event"] else None
    if row["event"] and event is None:
        row.reasons.append(reject("event_unknown", value=row["event"]))
    person = context.find_person(row)
    if event is not None:
        check_participant(row, starts_on=event.starts_on, today=context.today)
    return None if row.rejected or event is None or person is None else Participant(row, event, person)


def _change(context: Context, people: Sequence[Participant], present: dict[tuple[int, int], Attendee]) -> list[Participant]:
    moved: list[Participant] = []
    states: dict[int, tuple[str, datetime]] = {}
    for one in people:
        attendee = present[one.event.gathering_id, one.person.id]
        one.key, state = attendee.pk, one.row["state"]
        if attendee.state == state:
            continue
        moved.append(one)
        states[attendee.pk] = (state, one.moment)
        one.row.outcome = "updated"
        one.row.reasons.append(warn("changed", field="Tham gia", old=STATE_WORDS[attendee.state], new=STATE_WORDS[state]))
        before = {"state": attendee.state, "marked_at": attendee.marked_at}
        context.ledger.changed(Attendee, attendee.pk, before, {"state": state, "marked_at": one.moment})
        facts = {"state": [attendee.state, state]}
        path = context.path_of(attendee.unit_id)
        context.log("exchange.update", ATTENDEE, attendee.pk, one.label, facts, person_id=one.person.id, path=path)
    roll.set_states(states)
    return moved


def _results(context: Context, people: Sequence[Participant]) -> None:
    handed = [one for one in people if one.essay_on is not None or one.row["quiz"] is not None]
    gatherings = {one.event.gathering_id for one in handed}
    present = {one.attendee_id: one for one in StudyResult.objects.filter(attendee__gathering__in=gatherings)}
    new = [one for one in handed if one.key not in present]
    changes: dict[int, dict[str, Any]] = {}
    for one in handed:
        result = present.get(one.key)
        told = {"essay_on": one.essay_on, "quiz_mark": one.row["quiz"]}
        columns = differences(one.row, {name: getattr(result, name) for name in told}, told, RESULT_TITLES) if result else {}
        if result is not None and columns:
            changes[result.pk] = {name: new_value for name, (_, new_value) in columns.items()}
            _note(context, StudyResult, result.pk, columns)
        if (columns or result is None) and one.row.outcome == "unchanged":
            one.row.outcome = "updated"
            context.log("exchange.update", ATTENDEE, one.key, one.label, logged(columns), person_id=one.person.id)
    steps.change_results(changes)
    context.ledger.created(StudyResult, steps.add_results((one.key, one.essay_on, one.row["quiz"]) for one in new))
