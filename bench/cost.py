"""What one request costs: requests per second of this machine, and the processor time of web server and database for each.

.venv/bin/python -m bench.cost [--seconds S]        (PostgreSQL; the figures behind 'Beyond one machine' in docs/scaling.md)
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.database import own_database
from bench.load import Measured, Next, run
from bench.rollcall import Caller, free_port, populate, serve

COLLECT = "import django; django.setup(); from nennep.operations.setting_up import collect_static; collect_static()"
TICKS = os.sysconf("SC_CLK_TCK")


def family(root: int) -> list[int]:
    """Return a process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, ahead = [], [root]
    while ahead:
        found.append(ahead.pop())
        ahead += parents.get(found[-1], [])
    return found


def processor_seconds(root: int) -> float:
    """Return what a process and all below it have used, the ended ones included."""
    used = 0.0
    for process in family(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        used += sum(int(one) for one in fields[11:15]) / TICKS
    return used


def get(path: str, caller: Caller) -> bytes:
    """Return a GET of a page as it goes over the wire."""
    cookie = dict(caller.headers)["Cookie"]
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nUser-Agent: bench\r\n\r\n".encode()


def page(path: Callable[[Caller], str]) -> Callable[[Caller], Next]:
    """Return what makes the requests of one page."""
    return lambda caller: lambda: get(path(caller), caller)


KINDS: dict[str, Callable[[Caller], Next]] = {
    "one mark": lambda caller: caller.one,
    "31 marks in one request": lambda caller: caller.whole,
    "the page of a roll call": page(lambda caller: f"/classes/sessions/{caller.sessions[0][0]}/roll-call/"),
    "the desk": page(lambda _: "/"),
}


def measure(port: int, make: list[Next], seconds: float, server: int, postmaster: int) -> tuple[Measured, float, float]:
    """Let all clients send; return what they saw, and the seconds of web server and database for each request."""
    run(port, make, 1)
    before = processor_seconds(server), processor_seconds(postmaster)
    seen = run(port, make, seconds)
    after = processor_seconds(server), processor_seconds(postmaster)
    count = len(seen.times)
    return seen, (after[0] - before[0]) / count, (after[1] - before[1]) / count


def postmaster_of(folder: Path) -> int:
    """Return the process of the cluster's server."""
    return int((folder / "cluster" / "data" / "postmaster.pid").read_text().split()[0])


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    seconds = parser.parse_args().seconds
    with own_database("postgres"):
        callers = [Caller(number, known) for number, known in enumerate(populate())]
        given = {**os.environ, "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
        subprocess.run([sys.executable, "-c", COLLECT], env=given, check=True, capture_output=True)
        postmaster, port = postmaster_of(Path(os.environ["NENNEP_DATA"])), free_port()
        server: subprocess.Popen[bytes] = serve(port)
        try:
            print(
                f"{'':26} requests/s   p95 ms   web ms   database ms   (load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors)"
            )
            for kind, pick in KINDS.items():
                seen, web, kept = measure(port, [pick(one) for one in callers], seconds, server.pid, postmaster)
                faults = f"   {seen.errors} ERRORS {seen.statuses}" if seen.errors else ""
                print(f"{kind:26} {seen.rate:10.0f} {seen.p95 * 1000:8.0f} {web * 1000:8.2f} {kept * 1000:13.2f}{faults}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


if __name__ == "__main__":
    main()
