"""Phones that call rolls through the proxy, in a process of their own: `python -m tools.cluster.clients ADDRESS KNOWN SECONDS OUT`.

A mark keeps its nonce until somebody acknowledges it, however often it must be sent.
"""

import http.client
import json
import secrets
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

TIMEOUT = 5.0
PAUSE = 0.05  # between two marks: a thumb, and half of a small machine, are not quicker
AGAIN = 0.3  # before a mark that failed is sent again
FINISH = 45.0  # seconds that the last marks have after the end


@dataclass
class Seen:
    """What one phone saw."""

    acknowledged: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    times: list[tuple[float, float]] = field(default_factory=list)  # when acknowledged, and seconds from the first try
    failures: Counter[str] = field(default_factory=Counter)
    repeated: int = 0


def send(host: str, path: str, headers: dict[str, str], mark: dict[str, object]) -> tuple[str, int]:
    """Send one mark; return 'ok' or what failed, and how often the server says that it knew the mark already."""
    connection = http.client.HTTPConnection(host, timeout=TIMEOUT)
    try:
        connection.request("POST", path, json.dumps({"marks": [mark]}), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == http.HTTPStatus.OK:
            return "ok", int(json.loads(body)["repeated"])
        return str(answer.status), 0
    except (OSError, http.client.HTTPException) as problem:
        return type(problem).__name__, 0
    finally:
        connection.close()


def call_roll(host: str, number: int, known: dict[str, Any], until: float) -> Seen:
    """Mark until the time is over, then see the last mark through."""
    seen, chance, token = Seen(), Random(number), secrets.token_hex(16)  # noqa: S311 - whom to mark is no secret
    headers = {
        "Cookie": f"sessionid={known['cookie']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
        "User-Agent": "cluster",
    }
    session, attendees = known["sessions"][0]
    path = f"/classes/sessions/{session}/marks/"
    while time.time() < until:
        at = datetime.now(UTC).isoformat()
        nonce = secrets.token_hex(8)
        mark = {"attendee": chance.choice(attendees), "state": "present", "nonce": nonce, "client_time": at}
        begun = time.time()
        while True:
            answer, repeated = send(host, path, headers, mark)
            if answer == "ok":
                seen.acknowledged.append(nonce)
                seen.times.append((time.time(), time.time() - begun))
                seen.repeated += repeated
                break
            seen.failures[answer] += 1
            if time.time() > until + FINISH:
                seen.open.append(nonce)
                return seen
            time.sleep(AGAIN)
        time.sleep(PAUSE)
    return seen


def main(host: str, known: Path, seconds: float, out: Path) -> None:
    """Run all phones at once and write down what they saw."""
    everybody: list[dict[str, Any]] = json.loads(known.read_text())
    until, found = time.time() + seconds, [Seen() for _ in everybody]

    def run(number: int) -> None:
        found[number] = call_roll(host, number, everybody[number], until)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(everybody))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failures: Counter[str] = sum((one.failures for one in found), Counter())
    out.write_text(
        json.dumps(
            {
                "acknowledged": [nonce for one in found for nonce in one.acknowledged],
                "open": [nonce for one in found for nonce in one.open],
                "times": sorted(pair for one in found for pair in one.times),
                "failures": failures,
                "repeated": sum(one.repeated for one in found),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
