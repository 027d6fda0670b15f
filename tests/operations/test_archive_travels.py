"""A backup put back on another machine, and on the other kind of database: every table row by row, every file by hash."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from django.db import connection

from tools.report import ROOT

RELEASE = next(iter(sorted((Path(__file__).parents[1] / "upgrade/kept").glob("*.zip"))))
NUMBERS = """
import django

django.setup()
from nennep.core.fields import blind_index
from nennep.people.models import Person

for number, person in enumerate(Person.objects.order_by("pk")[:50]):
    person.citizen_no = f"00119000{number:04d}"
    person.citizen_no_index = blind_index(person.citizen_no)
    person.save(update_fields=["citizen_no", "citizen_no_index"])
"""
FIND = """
import django

django.setup()
from nennep.core.fields import blind_index
from nennep.people.models import Person

assert Person.objects.get(citizen_no_index=blind_index("001190000007")).citizen_no == "001190000007"
"""


def python(folder: Path, database: str | None, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run on a machine of its own: a data folder with secrets of its own, a database of its own."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("NENNEP_")}
    given |= {"NENNEP_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
    if database:
        given["NENNEP_DATABASE_URL"] = database
    return subprocess.run([sys.executable, *arguments], env=given, capture_output=True, text=True, check=False)


def nennep(folder: Path, database: str | None, *arguments: str) -> str:
    done = python(folder, database, "-m", "nennep", *arguments)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def contents(archive: Path) -> dict[str, list[bytes]]:
    """Return the rows of every table, and of every file its hash; the secrets too."""
    held: dict[str, list[bytes]] = {}
    with ZipFile(archive) as opened:
        for name in opened.namelist():
            data = opened.read(name)
            if name != "manifest.json":
                held[name] = data.splitlines() if name.startswith("tables/") else [hashlib.sha256(data).digest()]
    return held


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A machine that holds the demonstration, with encrypted numbers."""
    folder = tmp_path / "first"
    nennep(folder, None, "restore", str(RELEASE))
    numbered = python(folder, None, "-c", NUMBERS)
    assert numbered.returncode == 0, numbered.stderr
    return folder


@pytest.fixture
def postgres(db: None) -> Iterator[str]:
    """An empty database of the cluster of this run."""
    given = dict(connection.settings_dict)
    name = f"{given['NAME']}_cross"
    with psycopg.connect(host=given["HOST"], user=given["USER"], dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://{given['USER']}@{str(given['HOST']).replace('/', '%2F')}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def move(source: Path, database: str | None, target: Path, other: str | None) -> Path:
    """Back up here, restore there; return the backup."""
    archive = target.with_suffix(".zip")
    nennep(source, database, "backup", str(archive))
    nennep(target, other, "restore", str(archive))
    return archive


@pytest.mark.skipif(connection.vendor == "postgresql", reason="the next test is the same and more")
def test_another_machine_gets_everything_and_the_keys(first: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    nennep(second, None, "setup")  # a machine that has keys of its own already
    own = json.loads((second / "secrets.json").read_text())
    archive = move(first, None, second, None)
    kept = json.loads((second / "secrets.json").read_text())
    assert own["field_keys"] != kept["field_keys"]
    assert kept == json.loads((first / "secrets.json").read_text())
    nennep(second, None, "backup", str(tmp_path / "again.zip"))
    before, after = contents(archive), contents(tmp_path / "again.zip")
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == set()
    assert sum(name.startswith("files/") for name in before) >= 5
    found = python(second, None, "-c", FIND)
    assert found.returncode == 0, found.stderr


@pytest.mark.skipif(connection.vendor != "postgresql", reason="goes from SQLite to PostgreSQL and back: needs PostgreSQL")
def test_a_backup_goes_from_one_kind_of_database_to_the_other(first: Path, postgres: str, tmp_path: Path) -> None:
    second, third = tmp_path / "second", tmp_path / "third"
    start = move(first, None, second, postgres)
    again = python(second, postgres, "-m", "nennep", "restore", str(start))
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)  # holds data, and nobody allowed to lose them
    found = python(second, postgres, "-c", FIND)
    assert found.returncode == 0, found.stderr
    with psycopg.connect(postgres) as database:  # large installations keep two tables in partitions: nothing is changed by that
        database.execute((ROOT / "docs/partitions.sql").read_bytes())
    between = move(second, postgres, third, None)
    nennep(third, None, "backup", str(tmp_path / "end.zip"))
    whole = contents(start)
    assert contents(between) == whole
    assert contents(tmp_path / "end.zip") == whole
    nennep(second, postgres, "create_admin", "Trần Thị Mẫu", "--unit", "LG")  # new rows are numbered after the restored ones
