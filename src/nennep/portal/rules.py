"""How often somebody may ask."""

from collections.abc import Sequence

WINDOW = 60  # seconds
MOST = 30


def recent(asked: Sequence[float], now: float) -> list[float]:
    """Return the moments (seconds) that still count."""
    return [moment for moment in asked if now - moment < WINDOW]


def may_ask(asked: Sequence[float], now: float) -> bool:
    """Say whether one more question is answered: at most 30 in a minute."""
    return len(recent(asked, now)) < MOST
