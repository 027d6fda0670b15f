"""A private object store that speaks S3, for tests: OpenStack Swift from Debian, on free ports of 127.0.0.1, gone afterwards.

Debian: swift-proxy swift-account swift-container swift-object. Its /etc/swift/swift.conf is used as the package leaves it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ["swift-proxy", "swift-account", "swift-container", "swift-object"]
PATIENCE = 60.0
KINDS = ("account", "container", "object")
USER, PASSWORD = "test:tester", "testing"
STORAGE = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
devices = {folder}/devices
mount_check = false
swift_dir = {folder}
user = {user}
workers = 0
log_level = WARNING
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
PROXY = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
user = {user}
workers = 0
log_level = WARNING
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = us-east-1
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
"""


@dataclass(frozen=True, slots=True)
class Store:
    """Where the store answers, and who may sign in."""

    endpoint: str
    access_key: str = USER
    secret_key: str = PASSWORD


def is_installed() -> bool:
    """Say whether this machine has the programs, and temporary files that bear extended attributes."""
    if not all(shutil.which(f"swift-{kind}-server") for kind in ("proxy", *KINDS)) or not Path("/etc/swift/swift.conf").exists():
        return False
    with tempfile.NamedTemporaryFile() as probe:
        try:
            os.setxattr(probe.name, "user.nennep", b"1")
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _rings(folder: Path, ports: dict[str, int]) -> None:
    (folder / "devices" / "d1").mkdir(parents=True)
    for kind, port in ports.items():
        ring = str(folder / f"{kind}.builder")
        for arguments in (
            ["create", "4", "1", "0"],
            ["add", "--region", "1", "--zone", "1", "--ip", "127.0.0.1", "--port", str(port), "--device", "d1", "--weight", "1"],
            ["rebalance"],
        ):
            done = subprocess.run(["swift-ring-builder", ring, *arguments], check=False, capture_output=True, text=True)
            if done.returncode > 1:  # 1 is a warning
                raise RuntimeError(done.stdout + done.stderr)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nobody answers at port {port}")


@contextmanager
def running(folder: Path) -> Iterator[Store]:
    """Run a store that keeps its objects in `folder`, whose file system must know extended attributes."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = {kind: _free_port() for kind in ("proxy", *KINDS)}
    _rings(folder, {kind: ports[kind] for kind in KINDS})
    owner = pwd.getpwuid(os.geteuid()).pw_name
    with ExitStack() as started:
        for kind, port in ports.items():
            conf = folder / f"{kind}-server.conf"
            text = PROXY if kind == "proxy" else STORAGE
            conf.write_text(text.format(port=port, folder=folder, user=owner, kind=kind), encoding="ascii")
            log = started.enter_context((folder / f"{kind}.log").open("wb"))
            process = subprocess.Popen([f"swift-{kind}-server", conf], stdout=log, stderr=log)
            started.callback(process.wait)
            started.callback(process.terminate)
        for port in ports.values():
            _wait(port)
        yield Store(f"http://127.0.0.1:{ports['proxy']}")
