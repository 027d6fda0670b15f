"""What the home pages keep: where one acts, and when one last looked."""

from datetime import datetime

from nennep.accounts.models import User


def note_seen(*, user_id: int, now: datetime) -> None:
    """Remember that the news were seen. It concerns nobody else, so the log does not hold it."""
    User.objects.filter(pk=user_id).update(seen_desk_at=now)
