"""The real server with its worker, started and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.jobs.presence import workers
from nennep.operations.serving import Address

PATIENCE = 90.0  # seconds; of a machine that others use as well


@given(port=st.integers(1, 65535), host=st.sampled_from(["127.0.0.1", "[::1]", "example.org", ""]))
def test_an_address_is_read(port: int, host: str) -> None:
    address = Address.parse(f"{host}:{port}")
    assert address.port == port
    assert address.host == (host.strip("[]") or "127.0.0.1")
    assert address.url.endswith(f":{port}")


@pytest.mark.parametrize("text", ["", "x", "localhost:", "localhost:0", "localhost:65536"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Address.parse(text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    given = {**os.environ, "NENNEP_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
    for name in ("NENNEP_DATABASE_URL", "NENNEP_TEST_DB"):
        given.pop(name, None)
    return given


@contextmanager
def server(folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "nennep", "serve", "--bind", f"127.0.0.1:{port}", "--processes", "1"]
    process = subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def status_of(address: str) -> int | None:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return None


def until(what: str, happened: object) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end, what
        time.sleep(0.1)


def test_it_serves_works_and_stops(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "nennep", "setup"], env=environment(tmp_path), check=True, capture_output=True)
    port, signs = free_port(), tmp_path / "workers"
    with server(tmp_path, port) as process:
        until("the sign-in page", lambda: status_of(f"http://127.0.0.1:{port}/sign-in/login/") == 200)
        until("a worker", lambda: len(workers(signs)) == 1)
        first = workers(signs)

        os.kill(int(first[0].rsplit("-", 2)[1]), signal.SIGKILL)
        until("another worker", lambda: workers(signs) not in ([], first))

        second = subprocess.run(
            [sys.executable, "-m", "nennep", "serve", "--bind", f"127.0.0.1:{port}"],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (second.returncode, second.stderr.count("\n")) == (2, 1)
        assert str(port) in second.stderr

        process.terminate()
        process.wait(PATIENCE)
    assert workers(signs) == []
    assert status_of(f"http://127.0.0.1:{port}/") is None
