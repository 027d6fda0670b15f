"""`make bench`: every measurement on both databases, each in a process of its own; the table goes to docs/benchmarks.md.

.venv/bin/python -m bench [NAME ...] [--note TEXT]
"""

import argparse
import subprocess
import sys

from bench import table

MEASURED = ("lists", "export", "due", "rollcall", "roster")
DATABASES = ("sqlite", "postgres")


def measure(name: str, database: str) -> tuple[bool, list[str]]:
    """Run one benchmark, showing what it prints; return whether it went well, and its lines of the table."""
    command = [sys.executable, "-m", f"bench.{name}", "--database", database]
    print(f"\n== {name}, {database}", flush=True)
    printed = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for one in process.stdout or ():
            print(one, end="", flush=True)
            printed.append(one)
    return process.returncode == 0, table.collected(printed)


def main() -> int:
    """Run those asked for, or all; return how many failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURED))
    parser.add_argument("--note", default="", help="what else was going on, said in the document")
    given = parser.parse_args()
    failed = 0
    for name in given.names or MEASURED:
        for database in DATABASES:
            well, rows = measure(name, database)
            failed += not well
            table.write(rows, given.note)
    return failed


if __name__ == "__main__":
    sys.exit(main())
