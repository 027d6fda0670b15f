"""The actor of a request or of a token."""

from datetime import date

from django.db.models import Q

from nennep.accounts.models import User
from nennep.core.actors import Actor, GrantFact, Role
from nennep.organizations.models import Grant


def in_force(today: date) -> Q:
    """Return the condition that an interval (starts_on, ends_on) holds `today`."""
    return (Q(starts_on=None) | Q(starts_on__lte=today)) & (Q(ends_on=None) | Q(ends_on__gte=today))


def actor_of(user: User, *, today: date, person_id: int | None = None, unit_id: int | None = None) -> Actor:
    """Return the actor that `user` is today (one query); `unit_id` is the unit chosen to act in, if a grant is there.

    Without a choice one acts in the unit of the highest grant.
    """
    rows = Grant.objects.filter(in_force(today), user=user).order_by("unit__path").values_list("role", "unit_id", "unit__path")
    grants = tuple(GrantFact(Role(role), unit, path) for role, unit, path in rows)
    held = {grant.unit_id for grant in grants}
    chosen = unit_id if unit_id in held else (grants[0].unit_id if grants else None)
    return Actor(user_id=user.pk, name=str(user), grants=grants, person_id=person_id, unit_id=chosen)
