"""Classes and the roll call in the HTTP API."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from nennep.accounts.idempotency import idempotent
from nennep.attendance.models import Source
from nennep.attendance.rules.mark import MarkInput
from nennep.classes.actions.roll_call import MOST, mark_attendance
from nennep.classes.models import ClassSession, TrainingClass
from nennep.classes.queries import enrollment as enrollments
from nennep.classes.queries import roll_call
from nennep.classes.queries import training_class as classes
from nennep.classes.queries.training_class import ClassFilter
from nennep.core import clock
from nennep.core.api import Id, IsoTime, Line, Paged, Problem, Window, window_of
from nennep.core.web import actor_of_request

router = Router()


class ClassOut(Schema):
    """A class as lists show it."""

    id: int
    code: str
    name: str
    program: str
    provider: str | None = Field(description="Code of the provider, when it is a unit here")
    opens_on: date
    closes_on: date | None
    sessions_planned: int
    state: Literal["planned", "open", "closed"]


class ClassQuery(Window):
    """What narrows the list."""

    q: Line = ""
    state: Literal["", "planned", "open", "closed"] = ""
    year: int | None = Field(None, ge=1900, le=2200)


class EnrollmentOut(Schema):
    """A trainee of a class."""

    id: int
    person: str = Field(description="Code of the person")
    full_name: str
    sending_unit: str
    result: str
    absent_excused: int
    absent_unexcused: int
    mark: str | None
    classification: str


class SessionOut(Schema):
    """A session of a class."""

    id: int
    ordinal: int
    topic: str
    held_on: date


class AttendeeOut(Schema):
    """Somebody whom the caller may mark at a session."""

    attendee: int
    name: str
    detail: str
    state: str
    code: str = Field(description="What the trainee's QR code says at this session")


class MarkIn(Schema):
    """One mark; the nonce is its name, made by the client, so that a repeated mark is the same mark."""

    attendee: Id
    state: Literal["expected", "present", "excused", "unexcused"]
    nonce: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")
    client_time: IsoTime = Field(description="When it was marked, by the client's clock, with its offset")
    device: str = Field("", max_length=40, pattern=r"^[^\x00]*$")


class MarksIn(Schema):
    """Marks in the order in which they were made."""

    marks: list[MarkIn] = Field(min_length=1, max_length=MOST)


class MarksOut(Schema):
    """What came of them."""

    new: int
    repeated: int
    changed: int


@router.get("", response={200: Paged[ClassOut], 400: Problem, 401: Problem}, summary="Classes in reach, the latest first")
def listed(request: HttpRequest, query: Annotated[ClassQuery, Query()]) -> dict[str, object]:
    """List classes."""
    narrowed = ClassFilter(text=query.q, state=query.state, year=query.year)
    rows, following = window_of(classes.visible(actor_of_request(request)).filter(narrowed.condition()), query)
    return {"items": [_class(one) for one in rows], "next_offset": following}


@router.get(
    "/{class_id}/enrollments",
    response={200: Paged[EnrollmentOut], 400: Problem, 401: Problem, 404: Problem},
    summary="Trainees of a class, as far as in reach",
)
def trainees(request: HttpRequest, class_id: Id, query: Annotated[Window, Query()]) -> dict[str, object]:
    """List the trainees of a class."""
    actor = actor_of_request(request)
    rows, following = window_of(enrollments.listed(actor, classes.visible_or_404(actor, class_id)), query)
    items = [
        {
            "id": one.pk,
            "person": one.person.code,
            "full_name": one.person.full_name,
            "sending_unit": one.sending_unit.code,
            "result": one.result,
            "absent_excused": one.absent_excused,
            "absent_unexcused": one.absent_unexcused,
            "mark": str(one.mark) if one.mark is not None else None,
            "classification": one.classification,
        }
        for one in rows
    ]
    return {"items": items, "next_offset": following}


@router.get("/{class_id}/sessions", response={200: list[SessionOut], 400: Problem, 401: Problem, 404: Problem}, summary="Timetable")
def sessions(request: HttpRequest, class_id: Id) -> list[dict[str, object]]:
    """List the sessions of a class."""
    found = classes.visible_or_404(actor_of_request(request), class_id)
    return [_session(one) for one in found.sessions.select_related("gathering").order_by("ordinal")]


@router.get(
    "/sessions/{session_id}/roll",
    response={200: list[AttendeeOut], 400: Problem, 401: Problem, 403: Problem, 404: Problem},
    summary="Whom the caller may mark",
)
def roll(request: HttpRequest, session_id: Id) -> list[dict[str, object]]:
    """List who is expected at a session."""
    actor = actor_of_request(request)
    return roll_call.roll(actor, roll_call.callable_or_404(actor, session_id))


@router.post(
    "/sessions/{session_id}/marks",
    response={200: MarksOut, 400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
    summary="Call the roll: one mark or a whole class",
)
@idempotent
def mark(request: HttpRequest, session_id: Id, body: MarksIn) -> dict[str, object]:
    """Append marks; late and repeated ones lose and double nothing."""
    actor = actor_of_request(request)
    marks = [MarkInput(one.attendee, one.state, one.nonce, one.client_time, Source.API.value, one.device) for one in body.marks]
    done = mark_attendance(actor=actor, session_id=session_id, marks=marks, now=clock.now())
    return {"new": done.new, "repeated": done.repeated, "changed": len(done.changes)}


def _class(one: TrainingClass) -> dict[str, object]:
    return {
        "id": one.pk,
        "code": one.code,
        "name": one.name,
        "program": one.program.code,
        "provider": one.provider.code if one.provider else None,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "sessions_planned": one.sessions_planned,
        "state": one.state,
    }


def _session(one: ClassSession) -> dict[str, object]:
    return {"id": one.pk, "ordinal": one.ordinal, "topic": one.topic, "held_on": one.gathering.held_on}
