"""Early signs for both desks, counted in SQL."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, PositiveSmallIntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from nennep.classes.models import UNDECIDED, ClassState, Enrollment, Result
from nennep.classes.queries.enrollment import in_reach, with_attendance
from nennep.classes.rules.early_signs import Attendance, Sign, best_share, signs
from nennep.core.actors import Actor

NEVER = 32000


@dataclass(frozen=True, slots=True)
class EarlySign:
    """One trainee with the signs, the gravest first; `best` is the share in percent that can still be reached."""

    enrollment: Enrollment
    signs: tuple[Sign, ...]
    held: int
    absent: int
    in_a_row: int
    total: int
    best: Decimal
    floor: Decimal


def begun(today: date) -> Q:
    """Return the condition on the enrollments in classes in progress that may have a sign."""
    return Q(training_class__state=ClassState.OPEN, training_class__opens_on__lte=today, result__in=UNDECIDED)


def rows(actor: Actor, today: date) -> QuerySet[Enrollment]:
    """Return the trainees with a sign in classes in progress, as far as the actor sees them as provider or sender."""
    order = ("-missed", "person__sort_key", "pk")
    found = with_sign(in_reach(actor, begun(today)).exclude(person=actor.person_id or 0))
    return found.select_related("person", "sending_unit", "training_class__program").order_by(*order)


def with_sign(open_now: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Return those with a sign among the trainees of classes in progress; whoever missed nothing and did not leave has none."""
    floor = Coalesce("training_class__rule_set__attendance_floor", Value(0), output_field=DecimalField())
    limit = Coalesce("training_class__rule_set__absences_in_a_row", Value(NEVER), output_field=PositiveSmallIntegerField())
    suspect = open_now.filter(
        Q(result=Result.DROPPED) | Q(result=Result.STUDYING) & (Q(absent_excused__gt=0) | Q(absent_unexcused__gt=0))
    )
    counted = with_attendance(suspect).annotate(floor=floor, limit=limit, missed=F("absent") * 100, may_miss=100 - F("floor"))
    below = Q(missed__gt=F("may_miss") * F("held"), absent__lte=F("held")) | Q(missed__gt=F("may_miss") * F("total"))
    row = Q(streak__gte=F("limit"), limit__gt=0)
    return counted.filter(Q(result=Result.DROPPED) | below | row)


def for_actor(actor: Actor, today: date) -> list[EarlySign]:
    """Return the early signs that reach the actor's desk, most absences first (one query)."""
    return [sign_of(row) for row in rows(actor, today)]


def sign_of(row: Enrollment) -> EarlySign:
    """Return the signs of a row of `rows`."""
    counts: dict[str, Any] = vars(row)  # the annotations of `rows`
    left = row.result == Result.DROPPED
    attendance = Attendance(counts["held"], counts["absent"], counts["streak"], counts["total"], left)
    floor = Decimal(counts["floor"])
    found = signs(attendance, floor, counts["limit"])
    return EarlySign(
        enrollment=row,
        signs=found,
        held=attendance.held,
        absent=attendance.absent,
        in_a_row=attendance.in_a_row,
        total=attendance.total,
        best=best_share(attendance),
        floor=floor,
    )
