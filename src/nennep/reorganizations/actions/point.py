"""The worklist: what a plan placed provisionally is confirmed or placed by a person."""

from collections.abc import Collection
from datetime import datetime

from django.apps import apps

from nennep.audit.actions import change as told
from nennep.audit.actions import record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.actions.steps import renew_paths
from nennep.organizations.following import declared
from nennep.organizations.models import Unit
from nennep.people.actions.steps import renew_regions
from nennep.reorganizations import policy
from nennep.reorganizations.actions.carry import Course, change, place
from nennep.reorganizations.actions.ledger import Ledger
from nennep.reorganizations.actions.tree import move
from nennep.reorganizations.models import OpenPoint, Reorganization
from nennep.reorganizations.queries import point as worklist

UNIT = "organizations.Unit"


@verb
def settle_points(
    *, actor: Actor, reorganization: Reorganization, points: Collection[OpenPoint], to: Unit | None, now: datetime
) -> int:
    """Place what was placed provisionally, from the day of the plan on; without `to` it stays where it is. Returns how many.

    Raises:
        Forbidden: the actor does not administer what stands above.
        Refused: point_settled; point_elsewhere, somebody moved it since; not_an_heir, `to` took nothing over from its unit.
    """
    require(policy.can_handle(actor, reorganization))
    rows = OpenPoint.objects.select_for_update(of=("self",)).filter(
        reorganization=reorganization, pk__in=[one.pk for one in points]
    )
    locked = list(rows.select_related("was_at", "placed_at").order_by("pk"))
    if any(point.settled_at for point in locked):
        raise Refused("point_settled")
    moving = [point for point in locked if to is not None and to.pk != point.placed_at_id]
    if to is not None:
        _require_heir(moving, to, reorganization)
        _require_in_place(moving)
        _place(moving, to, reorganization)
    for point in locked:
        point.settled_at, point.settled_by_id = now, actor.user_id
        point.placed_at = to or point.placed_at
    OpenPoint.objects.bulk_update(locked, ["settled_at", "settled_by", "placed_at"], batch_size=500)
    record(
        actor,
        [told("reorganizations.settle", point, unit_path=reorganization.unit_path, unit=point.placed_at.code) for point in locked],
    )
    return len(locked)


def _require_heir(points: Collection[OpenPoint], to: Unit, reorganization: Reorganization) -> None:
    for was in {point.was_at for point in points}:
        if not worklist.heirs_of(was.pk, reorganization).filter(pk=to.pk).exists():
            raise Refused("not_an_heir", unit=to.name, was=was.name)


def _require_in_place(points: Collection[OpenPoint]) -> None:
    for point in points:
        row = apps.get_model(point.model)._base_manager.filter(pk=point.object_id, **{point.field: point.placed_at_id})
        if not row.exists():
            raise Refused("point_elsewhere", label=point.label)


def _place(points: Collection[OpenPoint], to: Unit, reorganization: Reorganization) -> None:
    log, on = Ledger(), reorganization.effective_on
    units = {point.object_id: point for point in points if point.model == UNIT}
    elsewhere: list[int] = []
    if units:
        before = {pk: {"parent_id": point.placed_at_id} for pk, point in units.items()}
        change(Unit, {pk: {"parent_id": to.pk} for pk in units}, before, log)
        move(dict.fromkeys(units, to.pk), on, log)
        elsewhere = renew_paths()
    follows = {follow.name: follow for follow in declared() if follow.divided}
    for name in {point.name for point in points if point.model != UNIT}:
        those = [point for point in points if point.name == name]
        course = Course({point.placed_at_id: to.pk for point in those}, {}, on)
        place(follows[name], [point.object_id for point in those], course, log)
    renew_regions(memberships=log.touched("people.Membership"), units=elsewhere)
    log.renew(reorganization)
    log.write(reorganization)
