"""The console script: exit statuses and one clear sentence, whatever goes wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nennep import __version__


def nennep(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    given = {**os.environ, "NENNEP_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
    for name in ("NENNEP_DATABASE_URL", "NENNEP_TEST_DB"):
        given.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "nennep", *arguments], env={**given, **environment}, capture_output=True, text=True, check=False
    )


def test_version_and_help_are_done(tmp_path: Path) -> None:
    assert nennep(tmp_path, "version").stdout == f"nennep {__version__}\n"
    assert nennep(tmp_path, "help").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["no_such_command"], {}),
        (["backup"], {}),
        (["backup", "a", "b"], {}),
        (["serve", "--bind", "localhost:no"], {}),
        (["serve", "--bind", "192.0.2.1:80"], {}),
        (["serve"], {}),
        (["restore", "/nowhere/x.zip"], {}),
        (["backup", "/nowhere/x.zip"], {}),
        (["create_admin", "A", "--unit", "X"], {}),
        (["showmigrations"], {"NENNEP_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}),
        (["showmigrations"], {"NENNEP_DATABASE_URL": "rubbish://x"}),
    ],
)
def test_what_is_not_done_is_status_2_and_one_sentence(tmp_path: Path, arguments: list[str], environment: dict[str, str]) -> None:
    done = nennep(tmp_path, *arguments, **environment)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "faults.log").exists()


def test_a_fault_of_the_program_is_a_sentence_and_its_details_a_file(tmp_path: Path) -> None:
    done = nennep(tmp_path, "shell", "-c", "1/0")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "ZeroDivisionError" in (tmp_path / "faults.log").read_text()
