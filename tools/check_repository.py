"""What must not be committed: addresses of package registries, paths of somebody's machine."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.report import files_of, tell

MACHINE = re.compile(r"(?<![\w.])/(?:home/\w+|root|Users/\w+|work)/")
REGISTRY = re.compile(r"^\s*(?:--)?(?:extra-)?index-url\b|^\s*registry\s*=", re.MULTILINE)


def complaints(root: Path) -> Iterator[str]:
    """Yield one line for each."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    for package, facts in lock.get("packages", {}).items():
        if "resolved" in facts:
            yield f"package-lock.json: {package} names the address of a registry"
    for path in files_of(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(root).as_posix()
        for what, pattern in (("a machine's path", MACHINE), ("a registry", REGISTRY)):
            for found in pattern.finditer(text):
                yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {what}"


if __name__ == "__main__":
    sys.exit(tell(complaints))
