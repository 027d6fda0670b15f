"""Reads of trainees."""

from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from nennep.attendance.models import Attendee, State
from nennep.classes import policy
from nennep.classes.models import Enrollment, Result, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit
from nennep.vietnamese.text import fold

CAME = (State.PRESENT, State.MADE_UP)
MISSED = (State.EXCUSED, State.UNEXCUSED)


def visible(actor: Actor) -> QuerySet[Enrollment]:
    """Return the enrollments that the actor may see."""
    return Enrollment.objects.filter(policy.visible_enrollments(actor))


def in_reach(actor: Actor, where: Q) -> QuerySet[Enrollment]:
    """Return the enrollments that the actor may see, over all classes, as far as `where` holds."""
    return Enrollment.objects.filter(policy.enrollments_in_reach(actor, where))


def visible_or_404(actor: Actor, pk: int) -> Enrollment:
    """Return one visible enrollment with its class and person.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    related = ("training_class__provider", "training_class__program", "training_class__rule_set", "person", "sending_unit")
    found = visible(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def with_attendance(rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Add what the roll call says of each: `held` sessions marked, `absent` of them missed, `streak` of them at the end, `total`."""
    of_class = Attendee.objects.filter(gathering__class_session__training_class=OuterRef("training_class"))
    expected = of_class.filter(person=OuterRef("person")).order_by().annotate(ordinal=F("gathering__class_session__ordinal"))
    missed = expected.filter(state__in=MISSED)
    return rows.annotate(
        held=_one(expected.filter(state__in=[*CAME, *MISSED]), Count("pk")),
        absent=F("absent_excused") + F("absent_unexcused"),
        last_came=_one(expected.filter(state__in=CAME), Max("ordinal")),
        streak=_one(missed.filter(ordinal__gt=OuterRef("last_came")), Count("pk")),
        total=F("training_class__sessions_planned"),
    )


def _one(rows: QuerySet[Attendee], figure: Count | Max) -> Coalesce:
    counted = rows.values("person").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(counted, IntegerField()), Value(0))


def listed(actor: Actor, training_class: TrainingClass, text: str = "", group: int | None = None) -> QuerySet[Enrollment]:
    """Return the trainees of a class whom the actor sees, by name, with their attendance."""
    rows = visible(actor).filter(training_class=training_class)
    if text:
        rows = rows.filter(person__search_key__contains=fold(text))
    if group:
        rows = rows.filter(sending_unit=group)
    return with_attendance(rows).select_related("person", "sending_unit").order_by("person__sort_key", "person_id")


@dataclass(frozen=True, slots=True)
class Group:
    """Those whom one unit sent to a class."""

    unit: Unit
    size: int
    leader: Enrollment | None


def groups(actor: Actor, training_class: TrainingClass) -> list[Group]:
    """Return the groups of a class as far as the actor sees them, by name of the unit."""
    rows = visible(actor).filter(training_class=training_class)
    sizes = dict(rows.order_by().values_list("sending_unit").annotate(size=Count("pk", filter=~Q(result=Result.DROPPED))))
    leaders = {one.sending_unit_id: one for one in rows.filter(is_group_leader=True).select_related("person")}
    units = Unit.objects.filter(pk__in=sizes).order_by("name")
    return [Group(unit, sizes[unit.pk], leaders.get(unit.pk)) for unit in units]
