"""Who may read the figures of a unit."""

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit

READERS = (Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR, Role.CELL_SECRETARY, Role.REGISTRAR)


def can_report(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor works for the unit or for one above it."""
    return actor.holds(unit.path, *READERS)
