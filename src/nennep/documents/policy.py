"""Who sees the register of papers and keeps the letterhead of a unit."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import within

KEEPERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.REGISTRAR)
READERS = (*KEEPERS, Role.APPROVER)


def visible_papers(actor: Actor) -> Q:
    """Return the papers of the units for whose offices the actor acts."""
    return within(actor.paths(*READERS), "unit__path")


def can_keep_letterhead(actor: Actor, unit: Unit) -> bool:
    """The office of a unit says what stands on its papers."""
    return actor.holds(unit.path, *KEEPERS)
