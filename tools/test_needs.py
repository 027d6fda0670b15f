"""Installs what the tests need and the machine lacks, where it may; else says what to install."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import object_store


def _postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


NEEDS: dict[str, tuple[Callable[[], bool], list[str]]] = {
    "chromium": (lambda: shutil.which("chromium") is not None, ["chromium"]),
    "PostgreSQL 15 with contrib": (_postgres, ["postgresql-15", "postgresql-contrib"]),
    "gettext": (lambda: shutil.which("xgettext") is not None, ["gettext"]),
}


def wishes() -> list[str]:
    """Return what a few tests can do without, and say so then: installed on machines of CI only, since Debian starts it as a service."""
    return [] if object_store.is_installed() or not os.environ.get("CI") else object_store.PACKAGES


def missing() -> dict[str, list[str]]:
    """Return what the machine lacks: its name and the Debian packages that hold it."""
    return {name: packages for name, (present, packages) in NEEDS.items() if not present()}


def apt() -> list[str] | None:
    """Return how to call apt-get here without a question, None when it cannot be."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    return ["sudo", "-n", "apt-get"] if may else None


def install(packages: list[str]) -> bool:
    """Install Debian packages; say whether that went well."""
    command = apt()
    if command is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run([*command, *arguments], env=environment, check=False, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def main() -> int:
    """Fill the gaps; return the exit status."""
    lacking = missing()
    packages = [package for names in lacking.values() for package in names]
    if wishes() and not install(wishes()):
        print("Without an object store the tests of files in a bucket are skipped.", file=sys.stderr)
    if not lacking or (install(packages) and not missing()):
        return 0
    print(f"The tests need {', '.join(missing())}. Install them: apt-get install {' '.join(packages)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
