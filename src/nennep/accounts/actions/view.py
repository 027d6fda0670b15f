"""Saved views: a list with its filters under a name. Nobody else sees them, so the log does not hold them."""

from nennep.accounts.models import SavedView


def save_view(*, user_id: int, route: str, label: str, query: str) -> None:
    """Keep the filters of a list under a name; the same name keeps the newer ones."""
    SavedView.objects.update_or_create(user_id=user_id, route=route, label=label, defaults={"query": query})
