"""A trainee's own classes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from nennep.attendance.models import Attendee, LeaveRequest
from nennep.classes.models import Enrollment, Mark
from nennep.classes.queries.roll_call import code
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.records.models import Certificate


def enrollments(actor: Actor) -> QuerySet[Enrollment]:
    """Return the actor's own enrollments, the latest class first."""
    rows = Enrollment.objects.filter(person=actor.person_id or 0)
    return rows.select_related("training_class__program", "training_class__provider", "sending_unit").order_by(
        "-training_class__opens_on", "-pk"
    )


def mine_or_404(actor: Actor, pk: int) -> Enrollment:
    """Return one of the actor's own enrollments.

    Raises:
        NotVisible: it is somebody else's, or there is none.
    """
    found = enrollments(actor).select_related("person", "training_class__rule_set").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class MyClass:
    """What a trainee sees of a class; `next` is the session of today or the next one, `code` what shows that one is there."""

    sessions: list[Attendee]
    next: Attendee | None
    code: str
    marks: list[Mark]
    leave: list[LeaveRequest]
    certificate: Certificate | None


def of(enrollment: Enrollment, now: datetime) -> MyClass:
    """Return what a trainee sees of the class on the own page."""
    of_class = Attendee.objects.filter(
        person=enrollment.person_id, gathering__class_session__training_class=enrollment.training_class_id
    )
    sessions = list(of_class.select_related("gathering__class_session").order_by("gathering__class_session__ordinal"))
    coming = next((one for one in sessions if _is_to_come(one, now)), None)
    source = f"class:{enrollment.training_class.code}"
    leave = LeaveRequest.objects.filter(
        person=enrollment.person_id, gatherings__class_session__training_class=enrollment.training_class_id
    )
    return MyClass(
        sessions=sessions,
        next=coming,
        code=code(coming.gathering_id, enrollment.person_id) if coming else "",
        marks=list(enrollment.marks.order_by("part", F("attempt").desc())),
        leave=list(leave.distinct().order_by("-asked_at")),
        certificate=Certificate.objects.filter(completion__person=enrollment.person_id, completion__source=source).first(),
    )


def _is_to_come(attendee: Attendee, now: datetime) -> bool:
    """Say whether a session is still to come or going on; one without an hour lasts the whole day."""
    gathering = attendee.gathering
    if gathering.held_on != now.date():
        return gathering.held_on > now.date()
    return gathering.ends_at is None or gathering.ends_at >= now.time()
