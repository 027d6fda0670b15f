"""A copy of the database under test, on which another process may be killed while it writes."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections

PATIENCE = 120.0
PAUSE = {"sqlite": 0.005, "postgresql": 0.05}  # seconds between two looks; each is a connection of its own
SPILLED = 200_000  # bytes in the log of SQLite: more than a few small commits leave there
GROWN = 100_000  # bytes that the table watched gains on PostgreSQL


class DatabaseCopy:
    """The database as it is now, under a name of its own; `watched` is a table that the process fills."""

    def __init__(self, folder: Path, watched: str) -> None:
        self.folder, self.watched = folder, watched
        if connection.vendor == "sqlite":
            path = folder / "copy.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
            self.url = f"sqlite:///{path}"
            self._open: Callable[[], Any] = lambda: sqlite3.connect(path)
            return
        name, copy = connection.settings_dict["NAME"], self._name
        connections.close_all()
        with psycopg.connect(**self._address, dbname="postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            # Playwright's event loop gives the thread other connections; those from before it stay open.
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        self.url = os.environ["NENNEP_DATABASE_URL"].rsplit("/", 1)[0] + f"/{copy}"
        self._open = lambda: psycopg.connect(**self._address, dbname=copy)

    @property
    def _name(self) -> str:
        return f"{connection.settings_dict['NAME']}_killed"

    @property
    def _address(self) -> dict[str, Any]:
        return {"host": connection.settings_dict["HOST"], "user": connection.settings_dict["USER"]}

    def drop(self) -> None:
        """Leave nothing behind on the server."""
        if connection.vendor == "postgresql":
            with psycopg.connect(**self._address, dbname="postgres", autocommit=True) as admin:
                admin.execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    @property
    def environment(self) -> dict[str, str]:
        """The surroundings of a process that works on the copy."""
        told = {"NENNEP_DATABASE_URL": self.url, "NENNEP_DATA": str(self.folder)}
        return {**os.environ, **told, "DJANGO_SETTINGS_MODULE": "nennep.config.settings.test"}

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        """Start a command of the program on the copy."""
        return subprocess.Popen(
            [sys.executable, "-m", "nennep", *command],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command of the program on the copy; return its status and what it says of errors."""
        done = subprocess.run(
            [sys.executable, "-m", "nennep", *command], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    def scalar(self, statement: str) -> Any:
        """Return one value."""
        with closing(self._open()) as opened:
            return opened.execute(statement).fetchone()[0]

    def counts(self, tables: Iterable[str]) -> dict[str, int]:
        """Return how many rows the tables hold."""
        return {table: self.scalar(f"SELECT count(*) FROM {table}") for table in tables}

    def mark(self) -> tuple[int, int]:
        """Return something that changes when the process writes, committed or not: when, and how many bytes there are."""
        if connection.vendor == "postgresql":
            return 0, int(self.scalar(f"SELECT pg_relation_size('{self.watched}')"))
        log = self.folder / "copy.sqlite3-wal"
        return (log.stat().st_mtime_ns, log.stat().st_size) if log.exists() else (0, 0)

    def wait_until_writing(self, since: tuple[int, int]) -> None:
        """Wait until a good part of the rows is written after a mark; the caller sees to it that they are not committed."""
        enough = since[1] + GROWN if connection.vendor == "postgresql" else SPILLED
        self.wait_until(lambda: self.mark() != since and self.mark()[1] > enough)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "it never came to that"
            time.sleep(PAUSE[connection.vendor])
