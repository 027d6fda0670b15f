"""What waits in classes for whoever keeps or leads them: counted class by class."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from nennep.attendance.models import LeaveRequest, State
from nennep.classes import policy
from nennep.classes.models import ClassSession, ClassState, Enrollment, TrainingClass
from nennep.core.actors import Actor, Role
from nennep.organizations.scope import within


@dataclass(frozen=True, slots=True)
class InClass:
    """So many of something in one class (or one session of it: `pk` is then the session's)."""

    pk: int
    name: str
    count: int


def leave_by_class(rows: QuerySet[LeaveRequest]) -> list[InClass]:
    """Return how many of these requests each class has."""
    through = "gatherings__class_session__training_class"
    counted = rows.order_by().values_list(through, f"{through}__name").annotate(count=Count("pk", distinct=True))
    return _found(counted.exclude(**{through: None}))


def rolls_to_call(actor: Actor, today: date) -> list[InClass]:
    """Return the sessions of today and the week before in which somebody is not marked, for whoever calls the roll."""
    own = within(actor.paths(Role.REGISTRAR), "training_class__provider__path")
    led = Enrollment.objects.filter(person=actor.person_id or 0, is_group_leader=True).values("training_class")
    rows = ClassSession.objects.filter(
        own | Q(training_class__in=led),
        training_class__state=ClassState.OPEN,
        gathering__held_on__range=(date.fromordinal(today.toordinal() - 6), today),
    )
    unmarked = Count("gathering__attendees", Q(gathering__attendees__state=State.EXPECTED))
    counted = rows.values_list("pk", "training_class__name").annotate(count=unmarked).filter(count__gt=0)
    return _found(counted.order_by("gathering__held_on", "ordinal"))


def classes_to_close(actor: Actor, today: date) -> QuerySet[TrainingClass]:
    """Return the provider's classes that are over and not closed."""
    over = TrainingClass.objects.filter(state=ClassState.OPEN, closes_on__lt=today)
    return over.filter(within(actor.paths(Role.REGISTRAR), "provider__path"))


def groups_without_leader(actor: Actor) -> list[InClass]:
    """Return the classes in which people sent by the actor's unit have no group leader yet."""
    rows = Enrollment.objects.filter(policy.sending_units(actor), training_class__state__in=("planned", "open"), left_on=None)
    leaders = Count("pk", Q(is_group_leader=True))
    counted = rows.values_list("training_class", "training_class__name").annotate(count=Count("pk"), leaders=leaders)
    return _found(row[:3] for row in counted.filter(leaders=0).order_by("training_class"))


def _found(rows: Iterable[tuple[int, str, int]]) -> list[InClass]:
    return [InClass(pk, name, count) for pk, name, count in rows]
