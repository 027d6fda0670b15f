"""Reads of grants and of the accounts that hold them."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from nennep.accounts.models import User
from nennep.core.actors import Actor, Role
from nennep.organizations import policy
from nennep.organizations.models import Grant, Unit
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import within


def at_unit(unit: Unit, today: date) -> QuerySet[Grant]:
    """Return the grants in force at the unit itself."""
    return Grant.objects.filter(in_force(today), unit=unit).select_related("user", "unit").order_by("role", "user__full_name")


def of_user(actor: Actor, today: date) -> QuerySet[Grant]:
    """Return the actor's own grants in force."""
    return Grant.objects.filter(in_force(today), user_id=actor.user_id or 0).select_related("unit").order_by("unit__path", "role")


def managed_users(actor: Actor, today: date) -> QuerySet[User]:
    """Return the accounts that the actor manages, with their roles in force."""
    held = Prefetch("grants", Grant.objects.filter(in_force(today)).select_related("unit"), to_attr="grants_today")
    return User.objects.filter(policy.manageable_users(actor)).prefetch_related(held).order_by("full_name", "id")


def grantable_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units at which the actor may grant roles."""
    return Unit.objects.filter(within(actor.paths(Role.ADMINISTRATOR)), dissolved_on=None).order_by("path")
