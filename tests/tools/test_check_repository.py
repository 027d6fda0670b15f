import json
from pathlib import Path

from tests.tools.conftest import Write
from tools.check_repository import complaints


def lock(**facts: str) -> str:
    return json.dumps({"packages": {"": {"name": "x"}, "node_modules/a": {"version": "1", **facts}}})


def test_a_clean_repository_passes(tmp_path: Path, write: Write) -> None:
    write("package-lock.json", lock())
    write("a.md", "cd src/work/a and https://example.org/root/ and /usr/lib")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\xff " + b"/".join([b"", b"home", b"somebody", b""]))
    assert list(complaints(tmp_path)) == []


def test_addresses_and_paths_are_found(tmp_path: Path, write: Write) -> None:
    write("package-lock.json", lock(resolved="https://registry.example.org/a.tgz"))
    write("a.md", f"one\nsee {'/home'}/somebody/x\n")
    write("b.lock", f"--{'index'}-url https://example.org\n")
    assert sorted(complaints(tmp_path)) == [
        "a.md:2: a machine's path",
        "b.lock:1: a registry",
        "package-lock.json: node_modules/a names the address of a registry",
    ]
