"""Grants of roles at units."""

from datetime import date, timedelta

from nennep.accounts.models import User
from nennep.audit.actions import change, record
from nennep.core.actors import Actor, Role
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations import policy
from nennep.organizations.actions.steps import require_in_being
from nennep.organizations.models import Grant, Unit
from nennep.organizations.queries.actor import in_force


@verb
def grant_role(*, actor: Actor, user: User, role: Role, unit: Unit, starts_on: date, ends_on: date | None = None) -> Grant:
    """Give `user` a role at a unit and below it, both days included.

    Raises:
        Forbidden: the actor does not administer the unit.
        Refused: grant_held, when the same role at the same unit is in force already; interval_backwards.
    """
    require(policy.can_grant(actor, unit))
    require_in_being(unit, starts_on)
    if ends_on is not None and ends_on < starts_on:
        raise Refused("interval_backwards", starts_on=starts_on, ends_on=ends_on)
    if Grant.objects.filter(in_force(starts_on), user=user, role=role, unit=unit).exists():
        raise Refused("grant_held", name=user.full_name, unit=unit.name)
    grant = Grant.objects.create(user=user, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on)
    record(actor, [change("organizations.grant", grant, unit_path=unit.path, role=role.value, user=user.username)])
    return grant


@verb
def end_grant(*, actor: Actor, grant: Grant, today: date) -> None:
    """End a role: from today it gives nothing.

    Raises:
        Forbidden: the actor does not administer the unit of the grant.
        Refused: own_administration, one does not lock oneself out.
    """
    require(policy.can_grant(actor, grant.unit))
    if grant.user_id == actor.user_id and grant.role == Role.ADMINISTRATOR:
        raise Refused("own_administration")
    grant.ends_on = today - timedelta(days=1)
    grant.save(update_fields=["ends_on"])
    record(actor, [change("organizations.end_grant", grant, unit_path=grant.unit.path, role=grant.role)])
