"""Reads of units."""

from datetime import date

from django.db.models import Q, QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations import policy
from nennep.organizations.models import Unit
from nennep.organizations.scope import within


def visible(actor: Actor) -> QuerySet[Unit]:
    """Return the units that the actor may see, by place in the tree."""
    return Unit.objects.filter(policy.visible_units(actor)).select_related("kind").order_by("path")


def visible_or_404(actor: Actor, pk: int) -> Unit:
    """Return one visible unit.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    unit = visible(actor).filter(pk=pk).first()
    if unit is None:
        raise NotVisible
    return unit


def by_code(code: str, on: date | None = None) -> Unit | None:
    """Return the unit that bears `code` (case ignored) on a day, or today when no day is given."""
    units = Unit.objects.filter(code__iexact=code).select_related("kind")
    if on is None:
        return units.order_by("dissolved_on").filter(dissolved_on=None).first() or units.order_by("-dissolved_on").first()
    return units.filter(Q(founded_on=None) | Q(founded_on__lte=on), Q(dissolved_on=None) | Q(dissolved_on__gte=on)).first()


def in_being() -> QuerySet[Unit]:
    """Return the units that have not ended, in the order of the tree."""
    return Unit.objects.filter(dissolved_on=None).order_by("path")


def below(unit: Unit) -> Q:
    """Return the condition that a unit is `unit` or lies below it today."""
    return within([unit.path])
