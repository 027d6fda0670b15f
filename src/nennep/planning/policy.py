"""Who sees and moves quotas."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import within

KEEPERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER)
READERS = (*KEEPERS, Role.CELL_SECRETARY)


def visible_accounts(actor: Actor, field: str = "unit__path") -> Q:
    """Return the quotas of the units in reach."""
    return within(actor.paths(*READERS), field)


def can_see_quotas(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor may see what the unit was granted."""
    return actor.holds(unit.path, *READERS)


def can_keep_quotas(actor: Actor, unit: Unit) -> bool:
    """Officers, approvers and administrators note what the unit was granted and share it out."""
    return actor.holds(unit.path, *KEEPERS)


def can_give_back(actor: Actor, unit: Unit) -> bool:
    """Whoever acts for the unit gives back what it cannot fill; of a cell, its secretary too."""
    return actor.holds(unit.path, *READERS)
