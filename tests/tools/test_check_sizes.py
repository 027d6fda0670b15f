from pathlib import Path

from tests.tools.conftest import Write
from tools.check_sizes import complaints

LONG = "def f():\n" + "    x = 1\n" * 40


def test_short_files_and_functions_pass(tmp_path: Path, write: Write) -> None:
    write("src/a.py", "def f():\n" + "    x = 1\n" * 39)
    write("src/b.html", "x\n" * 300)
    assert list(complaints(tmp_path)) == []


def test_what_is_too_long_is_named(tmp_path: Path, write: Write) -> None:
    write("src/deep/a.py", LONG)
    write("src/b.html", "x\n" * 301)
    write("tests/c.py", "x = 1\n" * 301)
    assert list(complaints(tmp_path)) == [
        "src/b.html: 301 lines, at most 300",
        "src/deep/a.py:1: f has 41 lines, at most 40",
    ]


def test_a_reason_on_the_line_excuses(tmp_path: Path, write: Write) -> None:
    write("src/a.py", LONG.replace("def f():", "def f():  # size: one table"))
    write("src/b.css", "/* size: one table of colors */\n" + "x\n" * 300)
    write("src/c.py", LONG.replace("def f():", "def f():  # size:"))
    assert [one.split(":")[0] for one in complaints(tmp_path)] == ["src/c.py"]


def test_migrations_and_ignored_files_are_left_alone(tmp_path: Path, write: Write) -> None:
    write(".gitignore", "dist/\n")
    write("src/a/migrations/0001_initial.py", LONG)
    write("src/dist/main.js", "x\n" * 900)
    assert list(complaints(tmp_path)) == []
