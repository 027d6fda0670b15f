#!/usr/bin/env bash
# install.sh PYTHON LOCKFILE: makes .venv hold exactly what the lock file names, and the project itself.
set -euo pipefail
python=$1 lock=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 is needed; this is $("$python" --version). Name another one: make PYTHON=/path/to/python3.11" >&2
    exit 1
}
[ -x .venv/bin/python ] || "$python" -m venv .venv
cmp -s tools/uv.lock .venv/uv.lock || {
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tools/uv.lock
    cp tools/uv.lock .venv/uv.lock
}
VIRTUAL_ENV=.venv .venv/bin/uv pip sync --quiet --require-hashes "$lock"
.venv/bin/python tools/link_project.py
