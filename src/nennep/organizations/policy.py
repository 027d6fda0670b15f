"""Who sees and changes the tree and the grants."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.queries.scope import within


def visible_units(actor: Actor) -> Q:
    """Everybody with a grant sees the units at and below it; providers' names are no secret and are read elsewhere."""
    return within(actor.paths())


def can_see_unit(actor: Actor, unit: Unit) -> bool:
    """Say whether the unit lies in the actor's reach."""
    return actor.holds(unit.path)


def can_edit_units(actor: Actor, above: Unit | None) -> bool:
    """Administrators change the tree below their unit; only the console plants a root."""
    return actor.everywhere or (above is not None and actor.holds(above.path, Role.ADMINISTRATOR))


def can_grant(actor: Actor, unit: Unit) -> bool:
    """Administrators grant roles at and below their unit."""
    return actor.holds(unit.path, Role.ADMINISTRATOR)
