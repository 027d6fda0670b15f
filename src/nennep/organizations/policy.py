"""Who sees and changes the tree and the grants."""

from collections.abc import Collection

from django.db.models import Q

from nennep.accounts.models import User
from nennep.core.actors import Actor, Role
from nennep.organizations.models import Grant, Unit
from nennep.organizations.scope import within


def visible_units(actor: Actor) -> Q:
    """Everybody with a grant sees the units at and below it; providers' names are no secret and are read elsewhere."""
    return within(actor.paths())


def can_see_unit(actor: Actor, unit: Unit) -> bool:
    """Say whether the unit lies in the actor's reach."""
    return actor.holds(unit.path)


def can_edit_units(actor: Actor, above: Unit | None) -> bool:
    """Administrators change the tree below their unit; only the console plants a root."""
    return actor.everywhere or (above is not None and actor.holds(above.path, Role.ADMINISTRATOR))


def can_grant(actor: Actor, unit: Unit) -> bool:
    """Administrators grant roles at and below their unit."""
    return actor.holds(unit.path, Role.ADMINISTRATOR)


def manageable_users(actor: Actor) -> Q:
    """Administrators manage the accounts whose roles all lie in their reach."""
    paths = actor.paths(Role.ADMINISTRATOR)
    outside = User.objects.filter(grants__in=Grant.objects.exclude(within(paths, "unit__path")))
    return Q(pk__in=User.objects.filter(within(paths, "grants__unit__path")).values("pk")) & ~Q(pk__in=outside.values("pk"))


def can_manage_users(actor: Actor, users: Collection[User]) -> bool:
    """Say whether the actor manages all these accounts."""
    if actor.everywhere:
        return True
    asked = {user.pk for user in users}
    return User.objects.filter(manageable_users(actor), pk__in=asked).count() == len(asked)
