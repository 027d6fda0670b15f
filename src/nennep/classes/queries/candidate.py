"""Who may be enrolled: people admitted to the program at this provider who are in no class of it yet."""

from django.db.models import QuerySet

from nennep.classes.models import TrainingClass
from nennep.nominations.models import Nomination, NominationState


def candidates(training_class: TrainingClass) -> QuerySet[Nomination]:
    """Return the admitted nominations that wait for a place, by sending unit and given name."""
    waiting = Nomination.objects.filter(
        state=NominationState.ADMITTED,
        round__program=training_class.program_id,
        round__provider=training_class.provider_id,
        enrollment=None,
    ).exclude(person__in=training_class.enrollments.values("person"))
    return waiting.select_related("person", "unit", "round__unit").order_by("round__unit__name", "person__sort_key", "pk")
