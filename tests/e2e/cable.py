"""A cable between browser and server that can be pulled: Chromium's own switch lets a page slip past while it loads."""

import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class Cable:
    """Forwards connections to a server; while it is pulled there are none."""

    def __init__(self, server: str) -> None:
        self._server = (urlsplit(server).hostname, urlsplit(server).port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._pulled = False
        self.url = f"http://localhost:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        """Take connections."""
        threading.Thread(target=self._take, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take no more."""
        self._listening.close()
        self.pull()

    def pull(self) -> None:
        """End all connections and take no others."""
        self._pulled = True
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def plug(self) -> None:
        """Take connections again."""
        self._pulled = False

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self._pulled:
                    near.close()
                    continue
                far = socket.create_connection(self._server)
                self._ends |= {near, far}
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._forward, args=(source, target), daemon=True).start()

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while told := source.recv(65536):
                target.sendall(told)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends -= {source, target}
