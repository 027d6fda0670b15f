"""Leave: asked by or for a trainee, seen by provider and sending unit, answered by the provider (S1.7)."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile

from nennep.attendance.actions.steps import StateChange, record_marks
from nennep.attendance.models import Attendee, LeaveRequest, LeaveState, Source, State
from nennep.attendance.rules.leave import check_asked, check_open
from nennep.attendance.rules.mark import MarkInput
from nennep.audit.actions import Change, change, record
from nennep.classes import policy
from nennep.classes.actions.steps import count_absences
from nennep.classes.models import ClassSession, Enrollment, Result, TrainingClass
from nennep.classes.rules.closing import check_not_closed
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.documents.actions.steps import store_file


@verb
def ask_leave(
    *,
    actor: Actor,
    enrollment: Enrollment,
    sessions: Collection[ClassSession],
    reason: str,
    now: datetime,
    today: date,
    file: "UploadedFile[bytes] | None" = None,
) -> LeaveRequest:
    """Hand in a written request for some sessions of a class, by the trainee or on the trainee's behalf.

    Raises:
        Refused: class_closed, already_left, reason_missing, leave_without_session, leave_too_late (earliest),
            leave_asked_already, session_of_other_class, or as `store_file` does.
    """
    require(policy.can_ask_leave(actor, enrollment))
    training_class = TrainingClass.objects.get(pk=enrollment.training_class_id)
    check_not_closed(training_class.state)
    if Enrollment.objects.select_for_update().get(pk=enrollment.pk).result != Result.STUDYING:
        raise Refused("already_left")
    ids = _gatherings(enrollment, sessions, reason, today)
    made = LeaveRequest.objects.create(
        person=enrollment.person,
        provider_id=training_class.provider_id,
        sending_unit=enrollment.sending_unit,
        reason=reason.strip(),
        file=store_file(file.name or "", file) if file else None,
        asked_at=now,
        asked_by_id=actor.user_id,
    )
    made.gatherings.set(ids)
    record(actor, [_change("classes.ask_leave", made, sessions=len(ids))])
    return made


def _gatherings(enrollment: Enrollment, sessions: Collection[ClassSession], reason: str, today: date) -> list[int]:
    if not reason.strip():
        raise Refused("reason_missing")
    if any(one.training_class_id != enrollment.training_class_id for one in sessions):
        raise Refused("session_of_other_class")
    check_asked([one.gathering.held_on for one in sessions], today)
    ids = [one.gathering_id for one in sessions]
    if LeaveRequest.objects.filter(person=enrollment.person_id, state=LeaveState.ASKED, gatherings__in=ids).exists():
        raise Refused("leave_asked_already")
    return ids


@verb
def give_opinion(*, actor: Actor, request: LeaveRequest, opinion: str, now: datetime) -> LeaveRequest:
    """Add the word of the sending unit to a request that waits for its answer.

    Raises:
        Refused: leave_answered, reason_missing.
    """
    require(policy.can_comment_leave(actor, request))
    found = _lock(request)
    check_open(found.state)
    if not opinion.strip():
        raise Refused("reason_missing")
    found.sending_opinion, found.opinion_at = opinion.strip()[:400], now
    found.save(update_fields=["sending_opinion", "opinion_at"])
    record(actor, [_change("classes.comment_leave", found)])
    return found


@verb
def answer_leave(*, actor: Actor, request: LeaveRequest, granted: bool, answer: str, now: datetime) -> LeaveRequest:
    """Grant or deny leave; granting marks the trainee absent with reason where the trainee was not present.

    Raises:
        Refused: leave_answered, reason_missing (a denial needs one), class_closed.
    """
    require(policy.can_answer_leave(actor, request))
    found = _lock(request)
    check_open(found.state)
    if not granted and not answer.strip():
        raise Refused("reason_missing")
    found.state = LeaveState.GRANTED if granted else LeaveState.DENIED
    found.answer, found.decided_at, found.decided_by_id = answer.strip()[:400], now, actor.user_id
    found.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    excused = _excuse(found, now, actor.user_id) if granted else 0
    record(actor, [_change("classes.answer_leave", found, state=[LeaveState.ASKED.value, found.state], excused=excused)])
    return found


def _excuse(request: LeaveRequest, now: datetime, user_id: int | None) -> int:
    """Mark the trainee absent with reason at the sessions asked for; who was present stays present."""
    among = Attendee.objects.filter(person=request.person_id, state__in=[State.EXPECTED, State.UNEXCUSED])
    waiting = among.filter(gathering__in=request.gatherings.values("pk")).order_by("pk").values_list("pk", "gathering_id")
    changes: list[StateChange] = []
    for pk, gathering_id in waiting:
        mark = MarkInput(pk, State.EXCUSED.value, f"leave-{request.pk}-{pk}", now, Source.LEAVE.value)
        changes += record_marks(gathering_id, [mark], now=now, user_id=user_id).changes
    for training_class in TrainingClass.objects.filter(sessions__gathering__leave_requests=request).distinct():
        check_not_closed(training_class.state)
        count_absences(training_class.pk, changes)
    return len(changes)


@verb
def withdraw_leave(*, actor: Actor, request: LeaveRequest, now: datetime) -> LeaveRequest:
    """Take a request back before it is answered.

    Raises:
        Refused: leave_answered.
    """
    require(policy.can_withdraw_leave(actor, request))
    found = _lock(request)
    check_open(found.state)
    found.state, found.decided_at = LeaveState.WITHDRAWN, now
    found.save(update_fields=["state", "decided_at"])
    record(actor, [_change("classes.withdraw_leave", found)])
    return found


def _lock(request: LeaveRequest) -> LeaveRequest:
    return LeaveRequest.objects.select_for_update().get(pk=request.pk)


def _change(action: str, request: LeaveRequest, **facts: object) -> Change:
    """Return the change for the log; the reason stays out of it: the log is read by more people than the request."""
    path = request.provider.path if request.provider else ""
    return change(action, request, person_id=request.person_id, unit_path=path, **facts)
