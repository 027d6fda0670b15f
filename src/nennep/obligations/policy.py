"""Who sees who must learn what, who waives, who changes the requirements."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.people.policy import READERS
from nennep.programs.policy import can_edit_catalog

WAIVERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER)


def visible_memberships(actor: Actor) -> Q:
    """Return the memberships whose lines the actor may see: those in reach, for whoever has none one's own."""
    paths = actor.paths(*READERS)
    return Q() if actor.everywhere else within(paths, "unit__path") if paths else Q(person_id=actor.person_id or 0)


def can_list(actor: Actor) -> bool:
    """Committees and cell secretaries see the list of their people; everybody else only the own lines."""
    return bool(actor.paths(*READERS))


def can_waive(actor: Actor, unit: Unit) -> bool:
    """Officers and the standing committee waive for the people of the units in their reach."""
    return actor.holds(unit.path, *WAIVERS)


def can_edit_requirements(actor: Actor) -> bool:
    """Requirements are one for the whole installation, like the catalog of programs."""
    return can_edit_catalog(actor)
