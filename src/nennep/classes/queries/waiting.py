"""What waits in classes for whoever keeps or leads them: counted class by class."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from nennep.attendance.models import LeaveRequest, State
from nennep.classes import policy
from nennep.classes.models import ClassSession, ClassState, Enrollment, TrainingClass
from nennep.classes.queries.leave import to_answer, to_comment
from nennep.core.actors import Actor, Role
from nennep.organizations.scope import within

LEAVE_OF = "gatherings__class_session__training_class"


class Waiting(TextChoices):
    """What in a class can wait for somebody."""

    LEADER = "leader", _("a group leader")
    ANSWER = "answer", _("an answer to a leave request")
    WORD = "word", _("your unit's word on a leave request")
    CLOSE = "close", _("being closed")


@dataclass(frozen=True, slots=True)
class InClass:
    """So many of something in one class."""

    pk: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Roll:
    """A session in which so many are not marked, and the name of its class."""

    pk: int
    ordinal: int
    day: date
    of: str
    count: int


def leave_by_class(rows: QuerySet[LeaveRequest]) -> list[InClass]:
    """Return how many of these requests each class has."""
    counted = rows.order_by().values_list(LEAVE_OF, f"{LEAVE_OF}__name").annotate(count=Count("pk", distinct=True))
    return _found(counted.exclude(**{LEAVE_OF: None}))


def rolls_to_call(actor: Actor, today: date) -> list[Roll]:
    """Return the sessions of today and the week before in which somebody is not marked, for whoever calls the roll."""
    own = within(actor.paths(Role.REGISTRAR), "training_class__provider__path")
    led = Enrollment.objects.filter(person=actor.person_id or 0, is_group_leader=True).values("training_class")
    rows = ClassSession.objects.filter(
        own | Q(training_class__in=led),
        training_class__state=ClassState.OPEN,
        gathering__held_on__range=(date.fromordinal(today.toordinal() - 6), today),
    )
    unmarked = Count("gathering__attendees", Q(gathering__attendees__state=State.EXPECTED))
    counted = rows.values_list("pk", "ordinal", "gathering__held_on", "training_class__name").annotate(count=unmarked)
    return [Roll(*row) for row in counted.filter(count__gt=0).order_by("gathering__held_on", "ordinal")]


def classes_to_close(actor: Actor, today: date) -> QuerySet[TrainingClass]:
    """Return the provider's classes that are over and not closed."""
    over = TrainingClass.objects.filter(state=ClassState.OPEN, closes_on__lt=today)
    return over.filter(within(actor.paths(Role.REGISTRAR), "provider__path"))


def groups_without_leader(actor: Actor) -> list[InClass]:
    """Return the classes in which people sent by the actor's unit have no group leader yet."""
    rows = _without_leader(actor).values_list("training_class", "training_class__name").annotate(count=Count("pk"))
    return _found(rows.order_by("training_class"))


def _without_leader(actor: Actor) -> QuerySet[Enrollment]:
    """Return the trainees sent by the actor's unit, of classes in which none of them leads."""
    rows = Enrollment.objects.filter(policy.sending_units(actor), training_class__state__in=("planned", "open"), left_on=None)
    led = rows.filter(is_group_leader=True, training_class=OuterRef("training_class"))
    return rows.filter(~Exists(led))


def classes_waiting(actor: Actor, what: str, today: date) -> Q:
    """Return the condition on the classes in which something waits for the actor ('': all classes)."""
    if what == Waiting.CLOSE:
        return Q(pk__in=classes_to_close(actor, today).values("pk"))
    if what == Waiting.LEADER:
        return Q(pk__in=_without_leader(actor).values("training_class"))
    if what == Waiting.ANSWER:
        return Q(pk__in=to_answer(actor).order_by().values(LEAVE_OF))
    return Q(pk__in=to_comment(actor).order_by().values(LEAVE_OF)) if what == Waiting.WORD else Q()


def _found(rows: Iterable[tuple[int, str, int]]) -> list[InClass]:
    return [InClass(pk, name, count) for pk, name, count in rows]
