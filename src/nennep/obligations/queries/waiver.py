"""Reads of waivers."""

from datetime import date

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.obligations.models import Requirement, Waiver
from nennep.obligations.queries.due import for_person
from nennep.obligations.queries.line import Line
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Person
from nennep.people.queries import person as people


def in_force_for(person: Person, requirement: Requirement, day: date) -> Waiver | None:
    """Return the waiver of a person from a requirement on a day."""
    return Waiver.objects.filter(in_force(day), person=person, requirement__code=requirement.code).first()


def line_of(person: Person, requirement: Requirement, day: date) -> Line | None:
    """Return the person's line of a requirement on a day."""
    return next((line for line in for_person(person, day) if line.requirement.code == requirement.code), None)


def visible_or_404(actor: Actor, pk: int) -> Waiver:
    """Return a waiver of somebody whom the actor may see.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    found = (
        Waiver.objects.filter(person__in=people.visible(actor).order_by(), pk=pk).select_related("person", "requirement").first()
    )
    if found is None:
        raise NotVisible
    return found
