"""Web server and job workers as one: started together, ended together."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Self

from django.db import connection
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

RESTART = 1.0  # seconds before a worker that died is started again
GRACE = 10.0  # seconds that a job in hand has to reach a safe point


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 'HOST:PORT', ':PORT' or 'PORT'; IPv6 hosts stand in brackets.

        Raises:
            ValueError: when the port is no number between 1 and 65535.
        """
        host, _, port = text.rpartition(":")
        number = int(port)
        if not 0 < number < 65536:  # noqa: PLR2004 - the range of ports
            raise ValueError(port)
        return cls(host.strip("[]") or "127.0.0.1", number)

    @property
    def url(self) -> str:
        """Return what to type into a browser of this machine."""
        host = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::1", "::", "localhost"} else self.host  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def is_free(self) -> bool:
        """Say whether nobody listens there yet.

        Raises:
            OSError: when the host is none of this machine.
        """
        family, _, _, _, where = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(where)
            except OSError as problem:
                if problem.errno == errno.EADDRINUSE:
                    return False
                raise
        return True


class Workers:
    """The processes that work off jobs, each started again when it dies."""

    def __init__(self, count: int) -> None:
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._keep_one, daemon=True) for _ in range(count)]

    def __enter__(self) -> Self:
        """Start them."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let them reach a safe point, then end them: an unfinished job is taken up again at the next start."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _keep_one(self) -> None:
        while not self._ending.is_set():
            # The pipe closes with this process, however it ends, and the worker follows. Without close_fds the worker is spawned,
            # not forked: beside the forks of the web server a fork of this thread may wait for ever for its own exec.
            command = [sys.executable, "-m", "nennep", "worker", "--until-eof"]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, close_fds=False)
            while process.poll() is None and not self._ending.wait(0.2):
                pass
            if self._ending.is_set():
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(GRACE)
                except subprocess.TimeoutExpired:
                    process.kill()
            process.wait()
            self._ending.wait(RESTART)


def web_server(address: Address, processes: int, threads: int) -> MPServer:
    """Return the production server; its `serve()` returns after SIGTERM or SIGINT."""
    return MPServer(
        "nennep.config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=int(GRACE),
        log_level=LogLevels.warning,
    )


def threads() -> int:
    """Return how many threads a process of the web server has.

    On SQLite one: a thread that writes would wait at each statement until others let it go on, and all writers with it
    (docs/decisions/one-thread-on-sqlite.md).
    """
    return 1 if connection.vendor == "sqlite" else 4


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))
