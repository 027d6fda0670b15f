"""Make the project importable in the environment that runs this file, and give it the command `nennep`.

What `pip install -e .` does, without a build step that would fetch build dependencies from outside the lock files.
"""

import stat
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = """#!{python}
import sys

from nennep.__main__ import main

if __name__ == "__main__":  # the server's processes import this file again
    sys.exit(main())
"""


def link(source: Path, packages: Path, scripts: Path, python: Path) -> None:
    """Put `source` on the path of the environment and write the command into `scripts`."""
    (packages / "nennep.pth").write_text(f"{source}\n", encoding="utf-8")
    command = scripts / "nennep"
    command.write_text(COMMAND.format(python=python), encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    link(
        ROOT / "src",
        Path(sysconfig.get_path("purelib")),
        Path(sysconfig.get_path("scripts")),
        Path(sys.executable),
    )
