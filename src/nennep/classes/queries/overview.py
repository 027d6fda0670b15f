"""What a class page says at its top: figures and the next step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from nennep.attendance.models import Attendee, State
from nennep.classes.models import ClassSession, Enrollment, Mark, Result, TrainingClass
from nennep.classes.queries.enrollment import MISSED, visible
from nennep.classes.queries.session import gaps
from nennep.classes.rules.next_step import ClassFacts, NextStep, next_step
from nennep.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over the trainees whom the actor sees; `due` is the first session to be held by today that has gaps."""

    trainees: int
    studying: int
    left: int
    completed: int
    absent_excused: int
    absent_unexcused: int
    attendance: Decimal | None
    held: int
    sessions: int
    due: ClassSession | None
    coming: ClassSession | None
    step: NextStep


def of(actor: Actor, training_class: TrainingClass, today: date) -> Overview:
    """Return the overview of a class."""
    rows = visible(actor).filter(training_class=training_class)
    sums = rows.aggregate(
        trainees=Count("pk"),
        studying=Count("pk", filter=Q(result=Result.STUDYING)),
        left=Count("pk", filter=Q(result=Result.DROPPED)),
        completed=Count("pk", filter=Q(result=Result.COMPLETED)),
        excused=Sum("absent_excused", default=0),
        unexcused=Sum("absent_unexcused", default=0),
    )
    sessions = ClassSession.objects.filter(training_class=training_class).select_related("gathering").order_by("ordinal")
    missing = list(gaps(training_class, today)[:1])
    to_come = list(sessions.filter(gathering__held_on__gt=today)[:1])
    held = sessions.filter(gathering__held_on__lte=today).count()
    facts = ClassFacts(
        state=training_class.state,
        opens_on=training_class.opens_on,
        enrolled=sums["trainees"],
        due=len(missing),
        sessions_to_come=len(to_come),
        marks_missing=marks_missing(training_class),
    )
    return Overview(
        trainees=sums["trainees"],
        studying=sums["studying"],
        left=sums["left"],
        completed=sums["completed"],
        absent_excused=sums["excused"],
        absent_unexcused=sums["unexcused"],
        attendance=_attendance(rows, sums["excused"] + sums["unexcused"], sums["trainees"] * training_class.sessions_planned),
        held=held,
        sessions=training_class.sessions_planned,
        due=missing[0] if missing else None,
        coming=to_come[0] if to_come else None,
        step=next_step(facts, today),
    )


def _attendance(rows: QuerySet[Enrollment], absent: int, planned: int) -> Decimal | None:
    """Return the share of those marked who came; of a class without roll calls here, what its absences leave."""
    marked = Attendee.objects.filter(
        gathering__class_session__training_class__in=rows.values("training_class"), person__in=rows.values("person")
    ).aggregate(all=Count("pk", filter=~Q(state=State.EXPECTED)), missed=Count("pk", filter=Q(state__in=MISSED)), any=Count("pk"))
    return _share(marked["missed"], marked["all"]) if marked["any"] else _share(absent, planned)


def _share(absent: int, expected: int) -> Decimal | None:
    return (Decimal(100) * max(0, expected - absent) / expected).quantize(Decimal("0.1")) if expected else None


def marks_missing(training_class: TrainingClass) -> int:
    """Return how many marks of studying trainees are still to be given; 0 where the rules use none."""
    rules = training_class.rule_set
    if rules is None or not rules.uses_marks:
        return 0
    studying = Enrollment.objects.filter(training_class=training_class, result=Result.STUDYING)
    given = Mark.objects.filter(enrollment__in=studying, part__in=training_class.parts)
    return studying.count() * len(training_class.parts) - given.values("enrollment", "part").distinct().count()
