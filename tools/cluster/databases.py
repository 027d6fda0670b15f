"""PostgreSQL on two hosts: a primary, and a standby without whose receipt no commit is acknowledged."""

import os
import pwd
import subprocess
import time
from pathlib import Path

import psycopg

from tools.cluster.network import PREFIX, Host
from tools.postgres_cluster import binaries

PATIENCE = 30.0
STANDBY = "standby"
COMMON = ["-c", "shared_buffers=64MB", "-c", "max_connections=60", "-c", "wal_level=replica", "-c", "hot_standby=on"]


def _run(host: Host, *words: "str | Path") -> None:
    done = subprocess.run(host.command(*words, user="postgres"), check=False, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{words[0]}: {done.stderr or done.stdout}")


def own_folder(folder: Path) -> Path:
    """Make a folder that PostgreSQL's account may use."""
    folder.mkdir(mode=0o700)
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


def _serve(host: Host, folder: Path, *options: str) -> None:
    address = ["-c", f"listen_addresses={host.address}", "-c", f"unix_socket_directories={folder}"]
    host.start(
        binaries() / "postgres", "-D", folder / "data", *COMMON, *address, *options, log=folder.parent / "log", user="postgres"
    )
    _until_ready(host, folder)


def _until_ready(host: Host, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while subprocess.run(
        host.command(binaries() / "pg_isready", "-q", "-h", folder, user="postgres"), check=False, capture_output=True
    ).returncode:
        if time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL does not start: {(folder.parent / 'log').read_text()[-2000:]}")
        time.sleep(0.2)


def ask(folder: Path, statement: str, database: str = "postgres") -> object:
    """Ask a server on the socket in its folder, as its superuser; return the first value of the answer."""
    with psycopg.connect(host=str(folder), user="postgres", dbname=database, autocommit=True, connect_timeout=5) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def start_pair(primary: Host, standby: Host, first: Path, second: Path) -> None:
    """Start both; returns once the standby receives synchronously."""
    programs = binaries()
    _run(
        primary,
        programs / "initdb",
        "-D",
        first / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    with (first / "data" / "pg_hba.conf").open("a") as rules:  # the bridge leads nowhere else
        rules.write(f"host all all {PREFIX}.0/24 trust\nhost replication all {PREFIX}.0/24 trust\n")
    _serve(primary, first, "-c", f"synchronous_standby_names={STANDBY}", "-c", "synchronous_commit=on")
    source = f"host={primary.address} user=postgres application_name={STANDBY}"
    _run(standby, programs / "pg_basebackup", "-d", source, "-D", second / "data", "-R", "-X", "stream", "-c", "fast", "--no-sync")
    _serve(standby, second)
    until = time.monotonic() + PATIENCE
    while ask(first, "SELECT sync_state FROM pg_stat_replication") != "sync":
        if time.monotonic() > until:
            raise RuntimeError("the standby does not receive")
        time.sleep(0.2)
    # A commit is acknowledged once the standby has it on disk; the standby's own start says nothing of a third, so that it can go on alone.
    ask(first, "CREATE DATABASE nennep TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")


def promote(folder: Path) -> None:
    """Make the standby the primary; returns once it takes writes."""
    if ask(folder, "SELECT pg_promote(true, 30)") is not True:
        raise RuntimeError("the standby was not promoted")
