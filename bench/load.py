"""Clients over raw sockets: each sends its next request as soon as it has the answer to the last one."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Next = Callable[[], bytes]


@dataclass(frozen=True)
class Measured:
    """What a round of requests gave; times in seconds."""

    seconds: float
    times: list[float]
    statuses: dict[int, int]

    @property
    def rate(self) -> float:
        """Return the requests per second."""
        return len(self.times) / self.seconds

    @property
    def p95(self) -> float:
        """Return the time within which 95 of 100 requests were answered."""
        return sorted(self.times)[int(len(self.times) * 0.95)]

    @property
    def errors(self) -> int:
        """Return how many answers were no success."""
        return sum(count for status, count in self.statuses.items() if status != 200)


def request(path: str, body: bytes, headers: Sequence[tuple[str, str]]) -> bytes:
    """Return a POST as it goes over the wire."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(port: int, clients: Sequence[Next], seconds: float) -> Measured:
    """Let all clients send for some seconds."""
    times: list[float] = []
    statuses: dict[int, int] = {}

    async def client(make: Next, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            payload = make()
            begin = time.perf_counter()
            writer.write(payload)
            head = await reader.readuntil(b"\r\n\r\n")
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
            await reader.readexactly(int(fields[b"content-length"]))
            times.append(time.perf_counter() - begin)
            status = int(head[9:12])
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()

    async def everybody() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(client(make, until) for make in clients))

    begin = time.perf_counter()
    asyncio.run(everybody())
    return Measured(time.perf_counter() - begin, times, statuses)
