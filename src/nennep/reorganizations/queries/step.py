"""Reads of the lines of a plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from nennep.organizations.models import Unit, UnitKind
from nennep.reorganizations.models import Reorganization, Step


@dataclass(frozen=True, slots=True)
class Told:
    """A line with the names of what its codes stand for; empty where no unit bears the code."""

    step: Step
    old: str
    new: str
    parent: str
    kind: str


def told(plan: Reorganization, steps: Collection[Step]) -> list[Told]:
    """Return lines of a plan with names (two queries): old units as before the day, those that take over as they are now."""
    codes = {code for step in steps for code in (step.old, step.new, step.parent) if code}
    eve = plan.effective_on - timedelta(days=1)
    there = Unit.objects.filter(Q(dissolved_on=None) | Q(dissolved_on__gte=eve), code__in=codes)
    rows = list(there.order_by("pk").values_list("code", "name", "dissolved_on"))
    ended = {code: name for code, name, last_day in rows if last_day == eve}
    now = {code: name for code, name, last_day in rows if last_day is None}
    kinds = dict(UnitKind.objects.values_list("code", "name"))
    return [
        Told(
            step,
            old=ended.get(step.old, now.get(step.old, "")),
            new=now.get(step.new, ""),
            parent=now.get(step.parent, ""),
            kind=kinds.get(step.kind, ""),
        )
        for step in steps
    ]
