"""The actor of a request or of a token."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from nennep.accounts.models import User
from nennep.core.actors import Actor, GrantFact, Role
from nennep.core.statements import prepared_cursor

# Asked by every request, so written out: the ORM takes ten times as long to build it as the database to answer (bench/rollcall.py).
HELD = "({person}), held.role, held.unit_id, unit.path"
GRANTED = """
    LEFT JOIN organizations_grant AS held ON held.user_id = account.id
        AND (held.starts_on IS NULL OR held.starts_on <= %s) AND (held.ends_on IS NULL OR held.ends_on >= %s)
    LEFT JOIN organizations_unit AS unit ON unit.id = held.unit_id
"""
ASK = f"SELECT {HELD} FROM accounts_user AS account {GRANTED} WHERE account.id = %s ORDER BY unit.path"  # noqa: S608  # nosec B608 - constants
Held = tuple[int | None, str | None, int, str]
_person = "NULL"


def find_person_by(subquery: str) -> None:
    """Let the app that keeps people say how to find the id of the person whose account `account` is."""
    global _person  # noqa: PLW0603 - said once, when the apps are ready
    _person = subquery


def in_force(today: date) -> Q:
    """Return the condition that an interval (starts_on, ends_on) holds `today`."""
    return (Q(starts_on=None) | Q(starts_on__lte=today)) & (Q(ends_on=None) | Q(ends_on__gte=today))


def whose() -> str:
    """Return the subquery for the id of the person whose account `account` is."""
    return _person


def actor_of(user: User, *, today: date, unit_id: int | None = None) -> Actor:
    """Return the actor that `user` is today (one query); `unit_id` is the unit chosen to act in, if a grant is there."""
    with prepared_cursor() as cursor:
        cursor.execute(ASK.format(person=_person), [today, today, user.pk])
        return actor_with(user, cursor.fetchall(), unit_id)


def actor_with(user: User, held: Sequence[Held], unit_id: int | None) -> Actor:
    """Return the actor from rows of HELD in order of the paths; without a choice one acts in the unit of the highest grant."""
    grants = tuple(GrantFact(Role(role), unit, path) for _person_id, role, unit, path in held if role)
    units = {grant.unit_id for grant in grants}
    chosen = unit_id if unit_id in units else (grants[0].unit_id if grants else None)
    return Actor(user_id=user.pk, name=str(user), grants=grants, person_id=held[0][0] if held else None, unit_id=chosen)


def actor_by_id(user_id: int | None, *, today: date) -> Actor | None:
    """Return the actor that an account is today, for work that it asked for earlier; None when it may not sign in any more."""
    user = User.objects.filter(pk=user_id or 0, is_active=True).first()
    return actor_of(user, today=today) if user else None
