"""Who changes the tree."""

from collections.abc import Iterable

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.reorganizations.models import Reorganization


def can_read(actor: Actor) -> bool:
    """Say whether the actor administers any unit."""
    return bool(actor.paths(Role.ADMINISTRATOR))


def visible_plans(actor: Actor) -> Q:
    """Administrators see the plans of their unit and of units below; those of the whole tree are the console's."""
    return Q() if actor.everywhere else within(actor.paths(Role.ADMINISTRATOR), "unit__path")


def can_reorganize(actor: Actor, above: Iterable[Unit | None]) -> bool:
    """Say whether the actor administers every unit above what is changed; only the console touches the top."""
    return actor.everywhere or all(unit is not None and actor.holds(unit.path, Role.ADMINISTRATOR) for unit in above)


def can_handle(actor: Actor, plan: Reorganization) -> bool:
    """Say whether the actor carries out, takes back or settles a plan."""
    return can_reorganize(actor, [plan.unit])
