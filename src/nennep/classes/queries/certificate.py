"""Reads of the certificates of a class."""

from django.db.models import QuerySet

from nennep.classes.models import TrainingClass
from nennep.classes.queries.enrollment import visible
from nennep.core.actors import Actor
from nennep.records.models import Certificate
from nennep.records.queries.certificate import RELATED


def of_class(actor: Actor, training_class: TrainingClass) -> QuerySet[Certificate]:
    """Return the certificates of those trainees of a class whom the actor sees, by name."""
    people = visible(actor).filter(training_class=training_class).values("person")
    rows = Certificate.objects.filter(completion__source=f"class:{training_class.code}", completion__person__in=people)
    return rows.select_related(*RELATED).order_by("completion__person__sort_key", "pk")
