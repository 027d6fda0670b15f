"""Reads of API tokens."""

from datetime import datetime

from django.db.models import Q, QuerySet

from nennep.accounts.digest import digest
from nennep.accounts.models import ApiToken


def in_force(now: datetime) -> Q:
    """Return the condition that a token may be used now."""
    return Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now)) & Q(user__is_active=True)


def by_secret(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the token in force that has this secret."""
    return ApiToken.objects.filter(in_force(now), digest=digest(secret)).select_related("user").first()


def of_user(user_id: int) -> QuerySet[ApiToken]:
    """Return the tokens of one user, newest first."""
    return ApiToken.objects.filter(user_id=user_id).order_by("-id")
