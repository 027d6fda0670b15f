"""Tokens of the HTTP API: made and revoked by their owner."""

from datetime import datetime

from nennep.accounts.actions import steps
from nennep.accounts.models import ApiToken, User
from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import require
from nennep.core.verbs import verb


@verb
def make_token(*, actor: Actor, user: User, name: str, expires_at: datetime | None) -> tuple[ApiToken, str]:
    """Make a token that acts as `user`; the secret is returned once.

    Raises:
        Forbidden: a token is made by its owner only.
    """
    require(actor.user_id == user.pk or actor.everywhere)
    token, secret = steps.make_token(user, name, expires_at=expires_at)
    record(actor, [change("accounts.make_token", token, expires_at=expires_at and expires_at.isoformat())])
    return token, secret


@verb
def revoke_token(*, actor: Actor, token: ApiToken, now: datetime) -> None:
    """Make a token useless from now on.

    Raises:
        Forbidden: a token is revoked by its owner only.
    """
    require(actor.user_id == token.user_id or actor.everywhere)
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record(actor, [change("accounts.revoke_token", token)])
