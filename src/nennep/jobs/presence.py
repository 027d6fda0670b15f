"""Which workers live on this machine: each holds a lock on a file of its own, which the kernel lets go when it dies."""

import fcntl
import os
import secrets
import socket
from pathlib import Path
from typing import Self


class Presence:
    """The sign of one worker in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"[-120:]
        self._file = (folder / self.name).open("w")
        fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def __enter__(self) -> Self:
        """Hold the sign."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the sign away."""
        (self.folder / self.name).unlink(missing_ok=True)
        self._file.close()

    def alive(self, name: str) -> bool | None:
        """Say whether the worker `name` is at work; None when it runs on another machine.

        This worker itself is not: it asks between two jobs, so what still bears its name was dropped.
        """
        return False if name == self.name else alive(self.folder, name)


def alive(folder: Path, name: str) -> bool | None:
    """Say whether the worker `name` lives; None when `folder` knows nothing of it.

    A process must not ask about itself: it would let its own lock go.
    """
    try:
        with (folder / name).open("r+") as sign:
            fcntl.lockf(sign, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except (BlockingIOError, PermissionError):
        return True
    return False


def workers(folder: Path) -> list[str]:
    """Return the names of the workers that live on this machine."""
    return sorted(sign.name for sign in folder.glob("*") if alive(folder, sign.name))
