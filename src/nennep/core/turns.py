"""Writers to SQLite take turns: those that it turns away itself sleep up to 100 ms before they ask again."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.db import connection

PATIENCE = 20.0  # seconds, as long as SQLite itself waits
SHORTEST, LONGEST, SLOWER = 0.0001, 0.005, 1.1  # seconds between two tries, and how they grow
_thread = threading.RLock()


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Let one thread of all processes write to SQLite at a time; who waited too long goes on and leaves it to SQLite."""
    if connection.vendor != "sqlite":
        yield
        return
    until = time.monotonic() + PATIENCE
    first = _thread.acquire(timeout=PATIENCE)
    place = place_of(str(connection.settings_dict["NAME"])) if first else None
    held = place is not None and take(place, until)
    try:
        yield
    finally:
        if place is not None and held:
            fcntl.lockf(place, fcntl.LOCK_UN)
        if first:
            _thread.release()


@cache
def place_of(database: str) -> int | None:
    """Return the open file at which processes take turns, beside the database; None where it is in memory.

    Such a lock belongs to the process: it goes with it, and a child of its own has none.
    """
    if not Path(database).is_file():
        return None
    return os.open(f"{database}-turn", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)


def take(place: int, until: float) -> bool:
    """Wait for the turn among processes until a moment of the monotonic clock; say whether it came."""
    pause = SHORTEST
    while True:
        try:
            fcntl.lockf(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(pause)
            pause = min(pause * SLOWER, LONGEST)
        else:
            return True
