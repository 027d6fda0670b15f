"""What a release kept comes up to this version whole: every fixture of tests/upgrade/kept, on the database of the test run.

The next release adds its own: `python -m tools.make_upgrade_fixture COMMIT` (docs/testing.md).
"""

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

from tools.compile_messages import compile_catalogs
from tools.report import ROOT

KEPT = sorted((Path(__file__).parent / "kept").glob("*.zip"))
GROWING = {"auth.permission", "contenttypes.contenttype"}  # Django adds those of new models


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def environment(tmp_path: Path, db: None) -> Iterator[dict[str, str]]:
    """An installation without anything, on a database of the kind that the test run has."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("NENNEP_")}
    given |= {"NENNEP_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
    if connection.vendor != "postgresql":
        yield given
        return
    server = dict(connection.settings_dict)
    name = f"{server['NAME']}_upgrade"
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        address = f"postgresql://{server['USER']}@{str(server['HOST']).replace('/', '%2F')}/{name}"
        yield given | {"NENNEP_DATABASE_URL": address}
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def nennep(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nennep", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def rows_of(archive: Path) -> dict[str, int]:
    with ZipFile(archive) as opened:
        rows: dict[str, int] = json.loads(opened.read("manifest.json"))["rows"]
    return rows


def test_what_a_release_kept_is_there_after_the_upgrade(kept: Path, environment: dict[str, str], tmp_path: Path) -> None:
    before = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    nennep(environment, "restore", str(kept))
    nennep(environment, "backup", str(tmp_path / "after.zip"))
    after = rows_of(tmp_path / "after.zip")
    changed = {
        table: (count, after.get(table))
        for table, count in before["rows"].items()
        if count != after.get(table) and table not in GROWING
    }
    assert changed == {}

    compile_catalogs(ROOT / "src")  # what `make install` does
    nennep(environment, "setup")
    for question in before["answers"]:
        assert json.loads(nennep(environment, *question["asked"])) == question["answer"], question["asked"]
    nennep(environment, "doctor")


def test_there_is_something_to_upgrade_from() -> None:
    assert KEPT
    for archive in KEPT:
        assert archive.stat().st_size < 1_000_000
        assert rows_of(archive)["people.person"] > 300
