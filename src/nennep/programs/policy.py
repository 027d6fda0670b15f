"""Who changes the catalog. Everybody who is signed in may read it."""

from nennep.core.actors import Actor, Role
from nennep.organizations.scope import STEP


def can_edit_catalog(actor: Actor) -> bool:
    """Administrators of a root of the tree: the catalog is one for the whole installation."""
    return actor.everywhere or any(len(path) == STEP for path in actor.paths(Role.ADMINISTRATOR))
