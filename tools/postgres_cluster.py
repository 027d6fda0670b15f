"""A private PostgreSQL cluster for tests and benchmarks: reached through a socket, quick, and gone afterwards."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=256MB -c max_connections=200 -c listen_addresses=''"


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL server programs.

    Raises:
        FileNotFoundError: when none is installed.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql-15 postgresql-contrib")
    return found[-1].parent if found else Path(str(on_path)).parent


def _run(*command: str | Path) -> None:
    """Run a program of PostgreSQL, which refuses to be root."""
    account = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(
        command,
        user=account,
        group=account,
        extra_groups=[] if account else None,
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")


def start(folder: Path, options: str = "") -> None:
    """Make and start a cluster in `folder`; its socket lies there too, its superuser is `postgres` without a password.

    `options` are settings of the server beside ours ('-c name=value').
    """
    folder.mkdir(mode=0o755)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    _run(binaries() / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    resume(folder, options)


def resume(folder: Path, options: str = "") -> None:
    """Start the cluster that lies in `folder` again."""
    given = f"{OPTIONS} -c unix_socket_directories={folder} {options}"
    _run(binaries() / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", given, "-w", "start")


def halt(folder: Path) -> None:
    """Stop the cluster and keep what it holds."""
    _run(binaries() / "pg_ctl", "-D", folder / "data", "-m", "fast", "-w", "stop")


def stop(folder: Path) -> None:
    """Stop the cluster and delete its folder."""
    _run(binaries() / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)
