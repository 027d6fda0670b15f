"""`make check`: every check that needs no test run, each told by name; all of them run, whatever fails."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tools import check_catalogs, check_openapi, check_repository, check_sizes, check_templates
from tools.report import ROOT, tell

BIN = Path(sys.executable).parent


def run(*command: str) -> int:
    """Run a program of the environment, quiet while it has nothing to say against us."""
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    return done.returncode


CHECKS: dict[str, Callable[[], int]] = {
    "format": partial(run, "ruff", "format", "--check", "."),
    "lint": partial(run, "ruff", "check", "."),
    "types": partial(run, "mypy"),
    "import contracts": partial(run, "lint-imports"),
    "templates": partial(run, "djlint", "--lint", "--quiet", "src/nennep"),
    "scripts and styles in templates": partial(tell, check_templates.complaints),
    "security": partial(run, "bandit", "-q", "-c", "pyproject.toml", "-r", "src"),
    "settings": partial(run, "nennep", "check", "--fail-level", "WARNING"),
    "migrations": partial(run, "nennep", "makemigrations", "--check", "--dry-run"),
    "Vietnamese catalogs": partial(tell, check_catalogs.complaints),
    "sizes": partial(tell, check_sizes.complaints),
    "repository": partial(tell, check_repository.complaints),
}


def main() -> int:
    """Run the checks; return 1 when one of them failed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nennep.config.settings.test"
    checks = dict(CHECKS)
    if find_spec("nennep.config.api"):
        checks["OpenAPI file"] = partial(tell, check_openapi.complaints)
    failed = []
    for name, check in checks.items():
        begun = time.monotonic()
        if check():
            failed.append(name)
        print(f"{'FAILED' if name in failed else 'ok':6} {name} ({time.monotonic() - begun:.1f} s)", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
