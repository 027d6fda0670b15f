"""Steps on accounts, codes and tokens; the verbs that audit them stand in `organizations`."""

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from nennep.accounts.digest import digest
from nennep.accounts.models import ActivationCode, ApiToken, User
from nennep.accounts.rules import ALPHABET, CODE_LENGTH, read_code, user_name
from nennep.vietnamese.text import fold

CODE_LIFE = timedelta(days=30)
HINT = 8


def make_users(full_names: Iterable[str]) -> list[User]:
    """Insert one account for each name, without a password, under a free user name."""
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    users = []
    for full_name in full_names:
        name = user_name(fold(full_name), taken)
        taken.add(name)
        user = User(username=name, full_name=full_name)
        user.set_unusable_password()
        users.append(user)
    return User.objects.bulk_create(users, batch_size=2000)


def issue_codes(users: Collection[User], *, now: datetime) -> list[tuple[User, str]]:
    """Give each account a fresh activation code, valid 30 days; the code is returned once and kept as a digest."""
    codes = [(user, "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))) for user in users]
    ActivationCode.objects.bulk_create(
        [ActivationCode(user=user, digest=digest(code), expires_at=now + CODE_LIFE) for user, code in codes],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["digest", "expires_at", "used_at"],
    )
    return codes


def code_in_force(typed: str, *, now: datetime) -> ActivationCode | None:
    """Return the unused, unexpired code that was typed, locked until the transaction ends."""
    codes = ActivationCode.objects.select_for_update().select_related("user")
    return codes.filter(digest=digest(read_code(typed)), used_at=None, expires_at__gt=now, user__is_active=True).first()


def make_token(user: User, name: str, *, expires_at: datetime | None) -> tuple[ApiToken, str]:
    """Make a token of the HTTP API; the secret is returned once and kept as a digest."""
    secret = f"nnp_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(user=user, name=name, digest=digest(secret), hint=secret[:HINT], expires_at=expires_at)
    return token, secret
