"""What the small checks share: where the project lies, and how complaints are told."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Check = Callable[[Path], Iterable[str]]


def tell(check: Check) -> int:
    """Print what `check` complains of; return the exit status."""
    complaints = list(check(ROOT))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def files_of(root: Path, *patterns: str) -> list[Path]:
    """Return the files of the project that match: known to git or new, never what .gitignore names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [root / name for name in sorted(set(listed)) if (root / name).is_file()]
