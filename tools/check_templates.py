"""A template holds no script and no style: the content security policy allows neither."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.report import files_of, tell

FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE),
    "an inline style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\s(on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:|=\s*[\"']js:", re.IGNORECASE),
}


def complaints(root: Path) -> Iterator[str]:
    """Yield one line for each place."""
    for path in files_of(root, "src/*.html", "src/*.svg"):
        text = path.read_text(encoding="utf-8")
        for what, pattern in FORBIDDEN.items():
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path.relative_to(root).as_posix()}:{line}: {what}: {' '.join(found.group().split())[:60]}"


if __name__ == "__main__":
    sys.exit(tell(complaints))
