"""Reads of plans, and of the tree as a plan finds it."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit, UnitKind
from nennep.reorganizations import policy
from nennep.reorganizations.models import OpenPoint, Reorganization, State, Step
from nennep.reorganizations.rules.body import Body, Plan, key_of
from nennep.reorganizations.rules.deed import Deed, Line, Share
from nennep.reorganizations.rules.plan import make_plan


def visible(actor: Actor) -> QuerySet[Reorganization]:
    """Return the plans that the actor may see, the latest day first, with how many points are open."""
    open_points = Count("points", filter=Q(points__settled_at=None))
    rows = Reorganization.objects.filter(policy.visible_plans(actor)).select_related("unit", "created_by")
    return rows.annotate(open_points=open_points).order_by("-effective_on", "-pk")


def visible_or_404(actor: Actor, pk: int) -> Reorganization:
    """Return one visible plan.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    plan = visible(actor).filter(pk=pk).first()
    if plan is None:
        raise NotVisible
    return plan


def same_as(digest: str) -> Reorganization | None:
    """Return the plan that says the same and was not taken back, one carried out before one that waits or is a draft."""
    alive = Reorganization.objects.filter(digest=digest).exclude(state=State.UNDONE).select_related("unit")
    return min(alive, key=lambda plan: (State.APPLIED, State.SCHEDULED, State.DRAFT).index(State(plan.state)), default=None)


def due(today: date) -> list[Reorganization]:
    """Return the plans that waited for a day that has come, and met no trouble yet."""
    waiting = Reorganization.objects.filter(state=State.SCHEDULED, effective_on__lte=today, trouble="")
    return list(waiting.order_by("effective_on", "pk"))


def open_points(actor: Actor) -> int:
    """Count what waits to be settled in the plans that the actor sees."""
    return OpenPoint.objects.filter(reorganization__in=_seen(actor), settled_at=None).count()


def in_trouble(actor: Actor) -> int:
    """Count the plans that could not be carried out on their day."""
    return _seen(actor).filter(state=State.SCHEDULED).exclude(trouble="").count()


def _seen(actor: Actor) -> QuerySet[Reorganization]:
    return Reorganization.objects.filter(policy.visible_plans(actor))


def lines_of(plan: Reorganization) -> list[Line]:
    """Return the steps of a plan as its lines."""
    return [
        Line(
            step.number,
            Deed(step.deed),
            step.old,
            step.new,
            step.name,
            step.kind,
            step.parent,
            Share(step.share) if step.share else None,
        )
        for step in Step.objects.filter(reorganization=plan)
    ]


def units_in_being(on: date) -> dict[str, Unit]:
    """Return the units that are in being on the eve of a day, by key."""
    return {key_of(unit.code): unit for unit in Unit.objects.filter(Q(dissolved_on=None) | Q(dissolved_on__gte=on))}


def planned(lines: list[Line], units: dict[str, Unit]) -> Plan:
    """Return what becomes of the units under the lines."""
    keys = {unit.pk: key for key, unit in units.items()}
    tree = {key: Body(unit.code, unit.name, unit.kind_id, keys.get(unit.parent_id or 0, "")) for key, unit in units.items()}
    return make_plan(lines, tree, UnitKind.objects.values_list("code", flat=True))
