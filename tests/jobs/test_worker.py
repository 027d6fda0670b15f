"""A real process, really killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from nennep.core import clock
from nennep.core.actors import console
from nennep.jobs.actions import cancel_job, enqueue
from nennep.jobs.models import Job
from nennep.jobs.presence import alive, workers
from nennep.jobs.rules import State
from tests.jobs import kinds  # noqa: F401 - registers the kinds

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def worker(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    name = str(connection.settings_dict["NAME"])
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.jobs.worker_process", name, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def begun(path: Path, times: int = 1) -> bool:
    return path.exists() and path.read_text().count("begun") >= times


def test_a_job_whose_worker_is_killed_is_taken_up_again(tmp_path: Path) -> None:
    marks, signs = tmp_path / "marks", tmp_path / "workers"
    job = enqueue(console(), "tests.leave_marks", {"marks": str(marks), "wait": 300})
    with worker(signs) as first:
        wait_for(lambda: begun(marks))
        assert len(workers(signs)) == 1
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert state_of(job) == State.RUNNING
    assert alive(signs, job.worker) is False
    with worker(signs):
        wait_for(lambda: state_of(job) == State.DONE)
    assert (job.attempts, job.result) == (2, {"runs": 2})


def test_a_running_job_is_cancelled_from_outside(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    job = enqueue(console(), "tests.leave_marks", {"marks": str(marks), "wait": 300})
    with worker(tmp_path / "workers"):
        wait_for(lambda: begun(marks))
        cancel_job(actor=console(), job=job, now=clock.now())
        wait_for(lambda: state_of(job) == State.CANCELLED)
    assert job.attempts == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file does not go away")
def test_a_job_whose_database_goes_away_is_taken_up_again_by_the_same_worker(tmp_path: Path) -> None:
    job = enqueue(console(), "tests.database_gone", {"marks": str(tmp_path / "marks")})
    with worker(tmp_path / "workers"):
        wait_for(lambda: state_of(job) == State.DONE)
    assert (job.attempts, job.result) == (2, {"survived": True})
