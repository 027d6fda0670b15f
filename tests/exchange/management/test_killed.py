"""An import whose process is killed leaves all or nothing, on the database under test."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import xlsxwriter
from django.db import connection, connections

from tests.exchange.sheets import HEADER
from tests.factories import organizations as org

PEOPLE = 4_000
TABLES = (
    "people_person",
    "people_membership",
    "exchange_importbatch",
    "exchange_importrow",
    "exchange_importchange",
    "audit_entry",
)
PATIENCE = 60.0

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Copy:
    """A copy of the test database that another process may be killed on."""

    def __init__(self, folder: Path) -> None:
        if connection.vendor == "sqlite":
            path = folder / "copy.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
            self.url = f"sqlite:///{path}"
            self._open: Callable[[], Any] = lambda: sqlite3.connect(path)
            self._grown = lambda: (
                path.with_name("copy.sqlite3-wal").exists() and path.with_name("copy.sqlite3-wal").stat().st_size > 200_000
            )
            return
        told = connection.settings_dict
        name, copy = told["NAME"], f"{told['NAME']}_killed"
        address = {"host": told["HOST"], "user": told["USER"]}
        connections.close_all()
        with psycopg.connect(**address, dbname="postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        self.url = os.environ["NENNEP_DATABASE_URL"].rsplit("/", 1)[0] + f"/{copy}"
        self._open = lambda: psycopg.connect(**address, dbname=copy)
        self._grown = lambda: self.scalar("SELECT pg_relation_size('people_membership')") > 100_000

    def scalar(self, statement: str) -> int:
        """Return one number."""
        with closing(self._open()) as opened:
            return int(opened.execute(statement).fetchone()[0])

    def counts(self) -> dict[str, int]:
        """Return how many rows the tables hold."""
        return {table: self.scalar(f"SELECT count(*) FROM {table}") for table in TABLES}

    def wait_until_writing(self) -> None:
        """Wait until an import has written, and not committed, a good part of its rows."""
        end = time.monotonic() + PATIENCE
        while not self._grown():
            assert time.monotonic() < end, "the import never began to write"
            time.sleep(0.005)


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    org.unit("XM", kind="commune")
    yield Copy(tmp_path)
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        with psycopg.connect(host=told["HOST"], user=told["USER"], dbname="postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{told["NAME"]}_killed" WITH (FORCE)')


def write(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        for at in range(PEOPLE):
            page.write_row(
                at + 1,
                0,
                [
                    at + 1,
                    f"Nguyễn {'ABCDEFGHIK'[at % 10]}n {'MNPQR'[at // 10 % 5]}inh",
                    f"{1 + at % 28:02}/{1 + at // 28 % 12:02}/{1950 + at // 336}",
                    "Nam",
                    "12/05/2004",
                    "12/05/2005",
                ],
            )
    return path  # fmt: skip


def test_all_or_nothing(copy: Copy, tmp_path: Path) -> None:
    path = write(tmp_path / "ds.xlsx")
    command = [sys.executable, "-m", "nennep", "import_roster", str(path), "--unit", "XM"]
    environment = {
        **os.environ,
        "NENNEP_DATABASE_URL": copy.url,
        "NENNEP_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "nennep.config.settings.test",
    }
    before = copy.counts()
    for _ in range(2):
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        copy.wait_until_writing()
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert copy.counts() == before
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    after = copy.counts()
    assert (after["people_person"], after["exchange_importrow"], after["exchange_importbatch"]) == (PEOPLE, PEOPLE, 1)
