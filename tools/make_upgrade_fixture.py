"""Makes what the upgrade test starts from: the demonstration as a release kept it, with the figures that the release gave.

.venv/bin/python -m tools.make_upgrade_fixture [COMMIT]

The code of COMMIT (default: HEAD) sets up a database in SQLite, loads the demonstration of a fixed day and backs it up to
tests/upgrade/kept/VERSION.zip; its answers go to VERSION.json. Made twice from one commit, the figures are the same; keys, passwords and
the times in the log are not.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from zipfile import ZipFile

from tools.report import ROOT

KEPT = ROOT / "tests/upgrade/kept"
FILL = """
from datetime import date

import django

django.setup()
from nennep.operations import setting_up
from nennep.operations.demo.load import load

setting_up.close_folder()
setting_up.migrate()
setting_up.load_catalogs()
load(date(2026, 6, 30))
"""
QUESTIONS = [
    ["annual_report", "--unit", "LG-HA", "--year", "2024", "--format", "json"],
    ["annual_report", "--unit", "LG-HA", "--from", "2021", "--to", "2026", "--format", "json"],
    ["annual_report", "--unit", "LG", "--year", "2025", "--format", "json"],
    ["due", "--unit", "LG-HA", "--as-of", "2026-06-30", "--format", "json"],
]


def unpack(commit: str, folder: Path) -> None:
    """Write the tree of a commit into `folder`."""
    packed = subprocess.run(["git", "archive", commit, "src", "tools"], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tree:
        tree.extractall(folder, filter="data")


def environment(source: Path, data: Path) -> dict[str, str]:
    """Return what lets the code in `source` run on a data folder of its own, with its own SQLite file."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NENNEP_")}
    settings = {"NENNEP_DATA": str(data), "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production"}
    return {**kept, **settings, "PYTHONPATH": str(source / "src")}


def make(commit: str) -> Path:
    """Make the fixture of a commit; return where it lies."""
    with tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder) / "tree", Path(folder) / "data"
        unpack(commit, source)
        given = environment(source, data)

        def python(*arguments: str) -> str:
            command = [sys.executable, *arguments]
            return subprocess.run(command, cwd=source, env=given, check=True, stdout=subprocess.PIPE, text=True).stdout

        python("-m", "tools.compile_messages")
        python("-c", FILL)
        draft = Path(folder) / "draft.zip"
        python("-m", "nennep", "backup", str(draft))
        with ZipFile(draft) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        answers = [{"asked": asked, "answer": json.loads(python("-m", "nennep", *asked))} for asked in QUESTIONS]
        KEPT.mkdir(parents=True, exist_ok=True)
        place = KEPT / f"{manifest['version']}.zip"
        place.write_bytes(draft.read_bytes())
        figures = {"commit": commit, "rows": manifest["rows"], "answers": answers}
        place.with_suffix(".json").write_text(f"{json.dumps(figures, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    return place


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", nargs="?", default="HEAD")
    named = subprocess.run(
        ["git", "rev-parse", parser.parse_args().commit], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    made = make(named)
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1024} KB")
