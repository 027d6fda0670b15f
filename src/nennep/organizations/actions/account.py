"""Accounts: opened with a role at a unit, activated by a printed code, closed."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from nennep.accounts.actions import steps
from nennep.accounts.models import User
from nennep.audit.actions import change, record
from nennep.core.actors import Actor, Role
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations import policy
from nennep.organizations.models import Grant, Unit


@verb
def open_account(*, actor: Actor, full_name: str, role: Role, unit: Unit, today: date, now: datetime) -> tuple[User, str]:
    """Open an account with one role at a unit.

    Returns the account and its activation code, which is shown once.

    Raises:
        Forbidden: the actor does not administer the unit.
    """
    require(policy.can_grant(actor, unit))
    users = steps.make_users([full_name])
    [(user, code)] = steps.issue_codes(users, now=now)
    grant = Grant.objects.create(user=user, role=role, unit=unit, starts_on=today)
    record(
        actor,
        [
            change("accounts.open", user, unit_path=unit.path, username=user.username),
            change("organizations.grant", grant, unit_path=unit.path, role=role.value, user=user.username),
        ],
    )
    return user, code


@verb
def renew_codes(*, actor: Actor, users: Collection[User], now: datetime) -> list[tuple[User, str]]:
    """Print fresh activation codes for accounts in the actor's reach: a forgotten password is set anew by its owner.

    Raises:
        Forbidden: an account holds a role where the actor does not administer.
    """
    require(policy.can_manage_users(actor, users))
    codes = steps.issue_codes(users, now=now)
    record(actor, [change("accounts.renew_code", user) for user in users])
    return codes


@verb
def close_account(*, actor: Actor, user: User, now: datetime) -> None:
    """Stop an account from signing in; what it did stays.

    Raises:
        Forbidden: the account holds a role where the actor does not administer.
        Refused: own_account, one does not close one's own.
    """
    require(policy.can_manage_users(actor, [user]))
    if user.pk == actor.user_id:
        raise Refused("own_account")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor, [change("accounts.close", user, is_active=[True, False])])


@verb
def activate(*, actor: Actor, code: str, password: str, now: datetime) -> User:
    """Set the password of the account that `code` was printed for. The code is spent.

    Raises:
        Refused: code_unknown (wrong, spent or expired) or password_weak (with the reasons).
    """
    found = steps.code_in_force(code, now=now)
    if found is None:
        raise Refused("code_unknown")
    user = found.user
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Refused("password_weak", reasons=" ".join(problem.messages)) from problem
    user.set_password(password)
    user.save(update_fields=["password"])
    found.used_at = now
    found.save(update_fields=["used_at"])
    record(actor, [change("accounts.activate", user)])
    return user
