"""Reads of the money paid for trainees."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, Sum

from nennep.classes import policy
from nennep.classes.models import Enrollment, Support, TrainingClass
from nennep.classes.queries.sight import Sight
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in đồng over the trainees whom the actor sees here."""

    by_source: list[tuple[str, int]]
    whole: int


def trainees(actor: Actor, training_class: TrainingClass, sight: Sight) -> QuerySet[Enrollment]:
    """Return those whose support the actor keeps, by name, with their supports and the sum `paid`."""
    rows = Enrollment.objects.filter(training_class=training_class)
    if not sight.manages:
        rows = rows.filter(policy.sending_units(actor))
    return (
        rows.annotate(paid=Sum("supports__amount", default=0))
        .select_related("person", "sending_unit")
        .prefetch_related(Prefetch("supports", Support.objects.order_by("pk")))
        .order_by("person__sort_key", "person_id")
    )


def totals(rows: QuerySet[Enrollment]) -> Totals:
    """Return the sums by source of those rows, the largest first."""
    paid = Support.objects.filter(enrollment__in=rows.order_by().values("pk"))
    sums = list(paid.order_by().values_list("source").annotate(sum=Sum("amount")).order_by("-sum", "source"))
    return Totals(sums, sum(amount for _source, amount in sums))


def sources(actor: Actor) -> list[str]:
    """Return the sources named before for trainees of the actor's units, to choose from."""
    rows = Support.objects.filter(policy.sending_units(actor, "enrollment__sending_unit__path"))
    return list(rows.order_by("source").values_list("source", flat=True).distinct()[:20])


def visible_or_404(actor: Actor, pk: int) -> Support:
    """Return one amount that the actor keeps.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    related = ("enrollment__training_class__provider", "enrollment__sending_unit")
    found = Support.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    enrollment = found.enrollment
    if not (policy.can_manage(actor, enrollment.training_class) or policy.can_send(actor, enrollment.sending_unit)):
        raise NotVisible
    return found
