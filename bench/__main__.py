"""`make bench`: every measurement on both databases, each in a process of its own."""

import subprocess
import sys

MEASURED = ("lists", "export", "due", "rollcall", "roster")
DATABASES = ("sqlite", "postgres")


def main() -> int:
    """Run them all; return how many failed."""
    failed = 0
    for name in MEASURED:
        for database in DATABASES:
            print(f"\n== {name}, {database}", flush=True)
            failed += subprocess.run([sys.executable, "-m", f"bench.{name}", "--database", database], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
