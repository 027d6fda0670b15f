"""Reads of the timetable."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from nennep.attendance.models import State
from nennep.classes import policy
from nennep.classes.models import ClassSession, TrainingClass
from nennep.classes.queries.enrollment import visible
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible


def timetable(actor: Actor, training_class: TrainingClass) -> QuerySet[ClassSession]:
    """Return the sessions of a class with the counts of those whom the actor sees.

    Each has `present`, `excused`, `unexcused`, `unmarked` and `expected`.
    """
    seen = Q(gathering__attendees__person__in=visible(actor).filter(training_class=training_class).values("person"))
    states = {
        "present": [State.PRESENT, State.MADE_UP],
        "excused": [State.EXCUSED],
        "unexcused": [State.UNEXCUSED],
        "unmarked": [State.EXPECTED],
    }
    counts = {
        name: Count("gathering__attendees", seen & Q(gathering__attendees__state__in=wanted)) for name, wanted in states.items()
    }
    rows = ClassSession.objects.filter(training_class=training_class).select_related("gathering")
    return rows.annotate(**counts, expected=Count("gathering__attendees", seen)).order_by("ordinal")


def gaps(training_class: TrainingClass, until: date | None = None) -> QuerySet[ClassSession]:
    """Return the sessions (up to a day) in which somebody is not marked, each with `unmarked`."""
    rows = ClassSession.objects.filter(training_class=training_class).select_related("gathering")
    if until is not None:
        rows = rows.filter(gathering__held_on__lte=until)
    missing = Count("gathering__attendees", Q(gathering__attendees__state=State.EXPECTED))
    return rows.annotate(unmarked=missing).filter(unmarked__gt=0).order_by("ordinal")


def visible_or_404(actor: Actor, pk: int) -> ClassSession:
    """Return a session of a class that the actor sees; whether it may be changed is the verb's to say.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    rows = ClassSession.objects.select_related("training_class__provider", "training_class__program", "gathering")
    found = rows.filter(pk=pk, training_class__in=TrainingClass.objects.filter(policy.visible_classes(actor))).first()
    if found is None:
        raise NotVisible
    return found
