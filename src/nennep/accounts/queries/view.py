"""Saved views of lists."""

from nennep.accounts.models import SavedView


def views_of(user_id: int | None, route: str) -> list[SavedView]:
    """Return the views that a user saved of one list."""
    return list(SavedView.objects.filter(user_id=user_id or 0, route=route))
