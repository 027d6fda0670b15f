"""Absences of a class, with what was made up."""

from django.db.models import Q, QuerySet

from nennep.attendance.models import Attendee, State
from nennep.classes.models import Result, TrainingClass
from nennep.classes.queries.enrollment import MISSED, visible
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible

OF_CLASS = "gathering__class_session__training_class"


def absences(actor: Actor, training_class: TrainingClass) -> QuerySet[Attendee]:
    """Return who missed which session, as far as the actor sees the trainees, by name and session; `make_up` comes along."""
    trainees = visible(actor).filter(training_class=training_class).exclude(result=Result.DROPPED)
    rows = Attendee.objects.filter(
        Q(state__in=(*MISSED, State.MADE_UP)), person__in=trainees.values("person"), **{OF_CLASS: training_class}
    )
    related = ("person", "gathering__class_session", "make_up")
    return rows.select_related(*related).order_by("person__sort_key", "person_id", "gathering__class_session__ordinal")


def absence_or_404(actor: Actor, pk: int) -> Attendee:
    """Return somebody expected at a session of a class, with the class and its provider.

    Raises:
        NotVisible: absent, or a trainee whom the actor does not see.
    """
    related = (f"{OF_CLASS}__provider", f"{OF_CLASS}__rule_set", "person", "make_up")
    found = Attendee.objects.select_related(*related).filter(pk=pk).exclude(**{OF_CLASS: None}).first()
    if found is None:
        raise NotVisible
    of_class = found.gathering.class_session.training_class
    if not visible(actor).filter(training_class=of_class, person=found.person_id).exists():
        raise NotVisible
    return found
