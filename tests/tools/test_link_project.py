import subprocess
import sys
import venv
from pathlib import Path

from tools.link_project import link


def test_the_command_runs_in_a_fresh_environment(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", symlinks=True)
    [packages] = (tmp_path / "env/lib").glob("python3*/site-packages")
    package = tmp_path / "a place/src/nennep"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("def main() -> int:\n    print('here')\n    return 3\n")
    link(package.parent, packages, tmp_path / "env/bin", tmp_path / "env/bin/python")
    done = subprocess.run([tmp_path / "env/bin/nennep"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "here\n")
    assert sys.prefix not in (tmp_path / "env/bin/nennep").read_text()
