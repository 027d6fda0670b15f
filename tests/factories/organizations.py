"""Units, grants and actors for tests."""

from datetime import date, timedelta
from itertools import count

from nennep.accounts.models import User
from nennep.core.actors import Actor, Role
from nennep.organizations import catalog
from nennep.organizations.actions.steps import NewUnit, add_units, renew_paths
from nennep.organizations.models import Grant, Placement, Unit, UnitKind
from nennep.organizations.queries.actor import actor_of

TODAY = date(2026, 3, 2)
_number = count(1)


def unit(code: str | None = None, *, parent: Unit | None = None, kind: str = "cell", name: str | None = None) -> Unit:
    """Make one unit below `parent`."""
    if not UnitKind.objects.exists():
        catalog.load()
    code = code or f"U{next(_number)}"
    return add_units([NewUnit(code, name or f"Đơn vị {code}", kind, parent, date(2000, 1, 1))])[0][0]


def put_below(moved: Unit, parent: Unit, on: date) -> None:
    """Let a unit stand below another from a day on, in the tree and in what is known of its places."""
    Placement.objects.filter(unit=moved, ends_on=None).update(ends_on=on - timedelta(days=1))
    Placement.objects.create(unit=moved, parent=parent, starts_on=on)
    Unit.objects.filter(pk=moved.pk).update(parent=parent)
    renew_paths()


def user(username: str | None = None, *, full_name: str = "Trần Thị Mẫu", password: str | None = None) -> User:
    """Make an account; without a password it cannot sign in by one."""
    made = User(username=username or f"user{next(_number)}", full_name=full_name)
    made.set_password(password)
    made.save()
    return made


def user_with(role: Role, at: Unit, **fields: str) -> User:
    """Make an account that holds `role` at a unit."""
    made = user(**fields)
    Grant.objects.create(user=made, role=role, unit=at)
    return made


def actor_with(role: Role, at: Unit) -> Actor:
    """Make an account with a role and return it as an actor."""
    return actor_of(user_with(role, at), today=TODAY)
