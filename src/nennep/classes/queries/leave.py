"""Reads of leave requests."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from nennep.attendance.models import LeaveRequest, LeaveState
from nennep.attendance.rules.leave import BACK
from nennep.classes import policy
from nennep.classes.models import ClassSession, Enrollment, Result, TrainingClass
from nennep.classes.queries.sight import Sight
from nennep.core.actors import Actor, Role
from nennep.core.errors import NotVisible
from nennep.organizations.scope import within

AHEAD = timedelta(days=120)


def visible(actor: Actor) -> QuerySet[LeaveRequest]:
    """Return the requests that the actor reads, those that wait first, then the newest."""
    rows = LeaveRequest.objects.filter(policy.visible_leave(actor))
    return rows.select_related("person", "provider", "sending_unit", "asked_by", "decided_by", "file").order_by(
        "state", "-asked_at"
    )


def of_class(actor: Actor, training_class: TrainingClass) -> QuerySet[LeaveRequest]:
    """Return the requests of a class that the actor reads."""
    gatherings = ClassSession.objects.filter(training_class=training_class).values("gathering")
    through = LeaveRequest.gatherings.through.objects.filter(gathering__in=gatherings).values("leaverequest")
    return visible(actor).filter(pk__in=through).prefetch_related("gatherings__class_session")


def visible_or_404(actor: Actor, pk: int) -> LeaveRequest:
    """Return one request that the actor reads.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    found = visible(actor).prefetch_related("gatherings__class_session").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def class_of(request: LeaveRequest) -> TrainingClass | None:
    """Return the class from which leave is asked."""
    return TrainingClass.objects.filter(sessions__gathering__leave_requests=request).first()


def askers(actor: Actor, training_class: TrainingClass, sight: Sight) -> QuerySet[Enrollment]:
    """Return the trainees for whom the actor may ask: oneself, the own group, those whom the own unit sent."""
    condition = policy.sending_units(actor)
    if actor.person_id is not None:
        condition |= Q(person=actor.person_id)
    if sight.leads:
        condition |= policy.led_groups(actor, training_class)
    rows = Enrollment.objects.filter(condition, training_class=training_class, result=Result.STUDYING)
    return rows.select_related("person", "sending_unit", "training_class__provider").order_by("person__sort_key")


def sessions(training_class: TrainingClass, today: date) -> QuerySet[ClassSession]:
    """Return the sessions for which leave can still be asked."""
    rows = ClassSession.objects.filter(
        training_class=training_class, gathering__held_on__gte=today - BACK, gathering__held_on__lte=today + AHEAD
    )
    return rows.select_related("gathering").order_by("ordinal")


def to_answer(actor: Actor) -> QuerySet[LeaveRequest]:
    """Return the requests that wait for the actor's answer as the provider."""
    own = within(actor.paths(Role.REGISTRAR), "provider__path") & Q(provider__isnull=False)
    return visible(actor).filter(own, state=LeaveState.ASKED)


def to_comment(actor: Actor) -> QuerySet[LeaveRequest]:
    """Return the requests that wait for the word of the actor's unit as the sender."""
    own = within(actor.paths(*policy.SENDERS), "sending_unit__path") & Q(sending_unit__isnull=False)
    return visible(actor).filter(own, state=LeaveState.ASKED, opinion_at=None)
