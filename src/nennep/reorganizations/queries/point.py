"""Reads of the worklist of a plan."""

from collections.abc import Collection

from django.apps import apps
from django.db.models import Q, QuerySet

from nennep.organizations.models import SuccessorLink, Unit
from nennep.reorganizations.models import OpenPoint, Reorganization


def points(plan: Reorganization, *, settled: bool = False) -> QuerySet[OpenPoint]:
    """Return the worklist of a plan, by unit; what belongs to one person stands together."""
    rows = OpenPoint.objects.filter(reorganization=plan, settled_at__isnull=not settled)
    return rows.select_related("was_at", "placed_at").order_by("was_at__path", "label", "model", "pk")


def heirs_of(unit_id: int, plan: Reorganization) -> QuerySet[Unit]:
    """Return the units to which something of a unit may go: its successors, itself; of one without successors, what stands beside it."""
    return Unit.objects.filter(_heirs({unit_id}, plan), dissolved_on=None).order_by("path")


def heirs_of_points(points: Collection[OpenPoint], plan: Reorganization) -> list[Unit]:
    """Return the units to which one of the points may go, for the choice above a worklist."""
    return list(Unit.objects.filter(_heirs({point.was_at_id for point in points}, plan), dissolved_on=None).order_by("path"))


def _heirs(was: set[int], plan: Reorganization) -> Q:
    links = SuccessorLink.objects.filter(predecessor__in=was, on=plan.effective_on)
    alone = Unit.objects.filter(pk__in=was - set(links.values_list("predecessor", flat=True)), parent__isnull=False)
    beside = Q(parent__in=alone.values("parent")) | Q(pk__in=alone.values("parent"))
    return Q(pk__in=links.values("successor")) | Q(pk__in=was) | beside


def people_of(points: Collection[OpenPoint]) -> dict[int, int]:
    """Return whom the points are about, {key of the point: id of the person} (a query a model)."""
    found: dict[int, int] = {}
    for label in {point.model for point in points}:
        model = apps.get_model(label)
        if "person_id" in {field.attname for field in model._meta.concrete_fields}:
            of_model = {point.object_id: point.pk for point in points if point.model == label}
            rows = model._base_manager.filter(pk__in=of_model).values_list("pk", "person_id")
            found |= {of_model[pk]: person for pk, person in rows}
    return found
