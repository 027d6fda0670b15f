"""House standard: a file has at most 300 lines (a test file 500), a function at most 40.

An exception bears its reason: `# size: reason` on the first lines of the file, or on the line of the `def`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.report import files_of, tell

FILE, TEST_FILE, FUNCTION = 300, 500, 40
REASON = re.compile(r"size: \w")
PATTERNS = ("src/*.py", "src/*.html", "src/*.js", "src/*.css", "tools/*.py", "bench/*.py", "tests/*.py", "*.mjs")


def complaints(root: Path) -> Iterator[str]:
    """Yield one line for each file and function that is too long without a reason."""
    for path in files_of(root, *PATTERNS):
        name = path.relative_to(root).as_posix()
        if "/migrations/" in name:
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        most = TEST_FILE if name.startswith("tests/") else FILE
        if len(lines) > most and not any(REASON.search(line) for line in lines[:5]):
            yield f"{name}: {len(lines)} lines, at most {most}"
        if path.suffix == ".py":
            yield from _functions(name, text, lines)


def _functions(name: str, text: str, lines: list[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION and not REASON.search(lines[node.lineno - 1]):
            yield f"{name}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION}"


if __name__ == "__main__":
    sys.exit(tell(complaints))
