"""What becomes of a job: pure decisions about leases and attempts."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=60)


class State(StrEnum):
    """Where a job stands. `done`, `failed` and `cancelled` are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINAL = frozenset({State.DONE, State.FAILED, State.CANCELLED})


def lost(*, lease_until: datetime | None, alive: bool | None, now: datetime) -> bool:
    """Say whether the worker of a running job is gone.

    Args:
        lease_until: when the worker's last sign of life expires; None when it gave none.
        alive: what this machine knows of the worker's process; None when it runs elsewhere.
        now: the present moment.
    """
    if alive is not None:
        return not alive
    return lease_until is None or lease_until < now


def after_loss(*, attempts: int, max_attempts: int, cancel_requested: bool) -> State:
    """Return the state of a job whose worker is gone: tried again until it has used its attempts."""
    if cancel_requested:
        return State.CANCELLED
    return State.QUEUED if attempts < max_attempts else State.FAILED


def percent(done: int, total: int) -> int:
    """Return the progress in whole percent, 0 when nothing is known about the total."""
    return min(100, 100 * done // total) if total > 0 else 0
