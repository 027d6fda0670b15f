"""Who brings files in, sees what came of them, and takes them back."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.exchange.models import ImportBatch
from nennep.organizations.models import Unit
from nennep.organizations.scope import within

IMPORTERS = (Role.ADMINISTRATOR, Role.OFFICER)


def can_import(actor: Actor, unit: Unit | None) -> bool:
    """Officers and administrators import for the units in their reach; only the console imports for no unit in particular."""
    return actor.everywhere or (unit is not None and actor.holds(unit.path, *IMPORTERS))


def visible_batches(actor: Actor) -> Q:
    """Return the imports into units that the actor could import for."""
    return Q() if actor.everywhere else within(actor.paths(*IMPORTERS), "unit__path")


def can_undo(actor: Actor, batch: ImportBatch) -> bool:
    """Whoever may import for the unit may take an import back."""
    return can_import(actor, batch.unit)
