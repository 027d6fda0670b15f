"""The tree as pages show it."""

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from nennep.core.actors import Actor
from nennep.organizations import policy
from nennep.organizations.models import Placement, SuccessorLink, Unit
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import ancestors_of
from nennep.vietnamese.text import fold

STEP = 8  # characters of a path a level


def listed(actor: Actor, text: str = "", *, with_dissolved: bool = False) -> QuerySet[Unit]:
    """Return the visible units in the order of the tree, with how many stand right below each and their depth; `text` narrows by name or code."""
    units = Unit.objects.filter(policy.visible_units(actor)).select_related("kind")
    if not with_dissolved:
        units = units.filter(dissolved_on=None)
    for word in fold(text).split():
        units = units.filter(search_key__contains=word)
    below = Count("children", filter=Q(children__dissolved_on=None))
    top = min((len(path) for path in actor.paths()), default=0) or STEP
    return units.annotate(below=below, depth=(Length("path") - top) / STEP).order_by("path")


def line_above(unit: Unit) -> list[Unit]:
    """Return the units from the root down to the parent of `unit`."""
    above = [pk for pk in ancestors_of(unit.path) if pk != unit.pk]
    return list(Unit.objects.filter(pk__in=above).order_by("path"))


def directly_below(unit: Unit) -> QuerySet[Unit]:
    """Return the units in being right below; of a unit that ended, those that stood there on its last day."""
    if unit.dissolved_on is None:
        found = unit.children.filter(dissolved_on=None)
    else:
        placed = Placement.objects.filter(in_force(unit.dissolved_on), parent=unit)
        found = Unit.objects.filter(pk__in=placed.values("unit"))
    return found.select_related("kind").order_by("path")


def predecessors(unit: Unit) -> QuerySet[SuccessorLink]:
    """Return from whom the unit took over, the latest first."""
    return unit.predecessor_links.select_related("predecessor").order_by("-on", "predecessor__name")


def successors(unit: Unit) -> QuerySet[SuccessorLink]:
    """Return who took over from the unit."""
    return unit.successor_links.select_related("successor").order_by("-on", "successor__name")
