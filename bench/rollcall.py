"""Marks over HTTP at 16 clients under the production server, against a bare view that does one insert.

.venv/bin/python -m bench.rollcall [--seconds S] [--database sqlite|postgres]
"""

import argparse
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain, count
from random import Random

from bench.database import own_database
from bench.load import Measured, Next, request, run
from bench.table import line

CLIENTS = 16
CLASS_SIZE = 31
SESSIONS = 40  # of a class: few marks for each trainee and session, as where a roll is called
ROUNDS = 12
FASTEST = 200  # requests a second of one client
STATES = ["present"] * 18 + ["unexcused", "excused"]


def populate() -> list[dict[str, object]]:
    """Open a class of 31 in progress for each client; return what each needs to call the roll of its sessions."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - settings come first
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from nennep.attendance.models import Attendee  # noqa: PLC0415
    from nennep.core.actors import Role  # noqa: PLC0415
    from tests.factories import classes, organizations, people  # noqa: PLC0415

    province = organizations.unit(kind="province")
    clients: list[dict[str, object]] = []
    for _ in range(CLIENTS):
        ward = organizations.unit(parent=province, kind="ward")
        center = organizations.unit(parent=province, kind="political_center")
        user = organizations.user_with(Role.REGISTRAR, center)
        made = classes.training_class(center, SESSIONS)
        classes.enroll(made, *[people.person(ward) for _ in range(CLASS_SIZE)], sender=ward)
        store = SessionStore()
        store.update({SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash()})
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store.create()
        UserSession.objects.create(
            user=user, session_key=store.session_key, ip="127.0.0.1", user_agent="bench"
        )  # as signing in does
        expected = Attendee.objects.filter(gathering__class_session__training_class=made)
        sessions: dict[int, list[int]] = defaultdict(list)
        for attendee, session in expected.values_list("pk", "gathering__class_session"):
            sessions[session].append(attendee)
        clients.append({"sessions": list(sessions.items()), "cookie": store.session_key})
    return clients


class Caller:
    """One client: makes the requests of one registrar."""

    def __init__(self, number: int, known: dict[str, object]) -> None:
        token = secrets.token_hex(16)
        self.chance = Random(number)
        self.name, self.sent = token[:8], count()
        self.sessions: list[tuple[int, list[int]]] = known["sessions"]  # type: ignore[assignment]  # as populate made it
        self.headers = [
            ("Cookie", f"sessionid={known['cookie']}; csrftoken={token}"),
            ("X-CSRFToken", token),
            ("Content-Type", "application/json"),
            ("User-Agent", "bench"),
        ]

    def bare(self) -> bytes:
        """Insert one row."""
        return request(f"/bench/bare/{self._anybody()[1]}/", b"", self.headers)

    def signed_in(self) -> bytes:
        """Insert one row as somebody who is signed in."""
        return request(f"/bench/signed-in/{self._anybody()[1]}/", b"", self.headers)

    def one(self) -> bytes:
        """Mark one trainee."""
        session, attendee = self._anybody()
        return self._marks(session, [attendee])

    def whole(self) -> bytes:
        """Mark the class."""
        return self._marks(*self.chance.choice(self.sessions))

    def _anybody(self) -> tuple[int, int]:
        session, attendees = self.chance.choice(self.sessions)
        return session, self.chance.choice(attendees)

    def _marks(self, session: int, attendees: list[int]) -> bytes:
        at = datetime.now(UTC).isoformat()
        marks = [
            {"attendee": one, "state": self.chance.choice(STATES), "nonce": f"{self.name}-{next(self.sent)}", "client_time": at}
            for one in attendees
        ]
        return request(f"/classes/sessions/{session}/marks/", json.dumps({"marks": marks}).encode(), self.headers)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> subprocess.Popen[bytes]:
    """Start the production server on a port of this machine, without workers for jobs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.rollcall_settings"
    command = [sys.executable, "-m", "nennep", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "0"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return server
    server.kill()
    raise RuntimeError("the server does not answer")


def ahead(make: Next, many: int) -> Next:
    """Return what gives requests made before the clock runs, in their order, and makes more where these are too few."""
    return chain([make() for _ in range(many)], iter(make, b"")).__next__


def measure(port: int, callers: list[Caller], seconds: float) -> dict[str, list[Measured]]:
    """Take the kinds of request in turn, some rounds after one that warms up."""
    kinds: dict[str, Callable[[Caller], Next]] = {
        "bare": lambda one: one.bare,
        "signed in": lambda one: one.signed_in,
        "mark": lambda one: one.one,
        "class of 31": lambda one: one.whole,
    }
    found: dict[str, list[Measured]] = {kind: [] for kind in kinds}
    for place in range(ROUNDS + 1):
        for kind, pick in kinds.items():
            length = 1 if place == 0 else seconds
            measured = run(port, [ahead(pick(one), round(length * FASTEST)) for one in callers], length)
            if place:
                found[kind].append(measured)
    return found


def check() -> None:
    """Compare the counts of the enrollments with the states of the attendees: nothing was lost or doubled."""
    from nennep.attendance.models import Attendee  # noqa: PLC0415 - settings come first
    from nennep.classes.models import Enrollment  # noqa: PLC0415

    for state, column in (("excused", "absent_excused"), ("unexcused", "absent_unexcused")):
        counted = sum(Enrollment.objects.values_list(column, flat=True))
        assert counted == Attendee.objects.filter(state=state).count(), (state, counted)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    given = parser.parse_args()
    with own_database(given.database):
        callers = [Caller(number, known) for number, known in enumerate(populate())]
        port = free_port()
        server = serve(port)
        try:
            found = measure(port, callers, given.seconds)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
        check()
    show(found, given.database)


def ratio(found: dict[str, list[Measured]], kind: str, base: str) -> float:
    """Return the median, over the rounds, of the rate of a kind against that of another a moment before or after."""
    return statistics.median(one.rate / other.rate for one, other in zip(found[kind], found[base], strict=True))


def show(found: dict[str, list[Measured]], database: str) -> None:
    """Print what was measured, and the lines of the table."""
    print(f"roll call over HTTP, {CLIENTS} clients, {database}")
    for kind, rounds in found.items():
        rate, p95 = statistics.median(one.rate for one in rounds), statistics.median(one.p95 for one in rounds)
        print(f"  {kind:12} {rate:8.0f} requests/s   p95 {p95 * 1000:6.1f} ms   {sum(one.errors for one in rounds)} errors")
    mark, errors = found["mark"], sum(one.errors for rounds in found.values() for one in rounds)
    p95 = statistics.median(one.p95 for one in mark) * 1000
    line(
        "roll call: requests per second of a mark, of a bare insert's",
        f"{ratio(found, 'mark', 'bare'):.2f}",
        "at least 0.5",
        database,
    )
    line("roll call: the same, of a bare insert by somebody signed in", f"{ratio(found, 'mark', 'signed in'):.2f}", "", database)
    line(
        f"roll call: a class of {CLASS_SIZE} at once, of a bare insert",
        f"{ratio(found, 'bare', 'class of 31'):.2f} times",
        "3",
        database,
    )
    line(f"roll call: p95 of a mark, {CLIENTS} clients", f"{p95:.0f} ms", "100 ms", database)
    line("roll call: errors", str(errors), "0", database)


if __name__ == "__main__":
    main()
