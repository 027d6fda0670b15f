import subprocess
import sys
import time
from pathlib import Path

from nennep.core import turns

HOLD = "import fcntl, sys; place = open(sys.argv[1], 'ab'); fcntl.lockf(place, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"


def test_a_turn_is_waited_for_and_passes_on_when_its_process_is_killed(tmp_path: Path) -> None:
    database = tmp_path / "some.sqlite3"
    database.touch()
    place = turns.place_of(str(database))
    assert place is not None
    command = [sys.executable, "-c", HOLD, f"{database}-turn"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        begin = time.monotonic()
        assert not turns.take(place, begin + 0.1)
        assert time.monotonic() > begin + 0.1
        other.kill()
    assert turns.take(place, time.monotonic() + 20)


def test_a_database_in_memory_has_no_place_to_take_turns() -> None:
    assert turns.place_of("file:memory?mode=memory") is None
