"""Hosts of our own: network namespaces on a bridge that leads nowhere else, gone afterwards."""

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "10.77.0"


class NotAllowed(Exception):  # noqa: N818 - a fact about this machine, told as such
    """This machine gives us no namespaces."""


def _ip(*arguments: str) -> None:
    done = subprocess.run(["ip", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotAllowed(f"ip {' '.join(arguments)}: {done.stderr.strip()}")


@dataclass
class Host:
    """A namespace with an address, and what runs in it."""

    space: str
    address: str
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def command(self, *words: "str | Path", user: str = "") -> list[str]:
        """Return a command as this host runs it, by root or by another user."""
        become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--"] if user else []
        return ["ip", "netns", "exec", self.space, *become, *map(str, words)]

    def start(
        self, *words: "str | Path", log: Path, user: str = "", environment: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a program that goes on; what it says is appended to `log`."""
        with log.open("ab") as out:
            process = subprocess.Popen(
                self.command(*words, user=user),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=environment,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def die(self) -> None:
        """Lose this host as by a loss of power: its cable is silent first, so that nobody is told of the end of a connection."""
        subprocess.run(["ip", "-n", self.space, "link", "set", "eth0", "down"], check=True)
        self.kill()

    def kill(self) -> None:
        """End everything that runs in this host at once."""
        found = subprocess.run(["ip", "netns", "pids", self.space], check=False, capture_output=True, text=True).stdout.split()
        for process in found:
            try:
                os.kill(int(process), signal.SIGKILL)
            except ProcessLookupError:
                continue
        for started in self.running:
            started.wait()


@contextmanager
def hosts(names: Sequence[str]) -> Iterator[dict[str, Host]]:
    """Give each name a host at PREFIX.11, .12, … on one bridge.

    Raises:
        NotAllowed: namespaces or bridges cannot be made here.
    """
    if os.geteuid() != 0:
        raise NotAllowed("only root makes network namespaces")
    mark = f"nn{secrets.token_hex(2)}"
    made: dict[str, Host] = {}
    hub = f"{mark}-hub"
    try:
        _ip("netns", "add", hub)
        _ip("-n", hub, "link", "add", "bridge", "type", "bridge")
        _ip("-n", hub, "link", "set", "bridge", "up")
        for number, name in enumerate(names, 11):
            host = Host(f"{mark}-{name}", f"{PREFIX}.{number}")
            _ip("netns", "add", host.space)
            made[name] = host
            _ip("-n", hub, "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", host.space)
            _ip("-n", hub, "link", "set", name, "master", "bridge", "up")
            _ip("-n", host.space, "addr", "add", f"{host.address}/24", "dev", "eth0")
            _ip("-n", host.space, "link", "set", "eth0", "up")
            _ip("-n", host.space, "link", "set", "lo", "up")
        yield made
    finally:
        for host in made.values():
            host.kill()
        for space in [*(host.space for host in made.values()), hub]:
            subprocess.run(["ip", "netns", "del", space], check=False, capture_output=True)
