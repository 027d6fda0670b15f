"""Kinds of work that only the tests know; a worker process gets them through NENNEP_TEST_JOBS (see worker_process.py)."""

import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import connection, transaction

from nennep.core.errors import Refused
from nennep.jobs.registry import job
from nennep.jobs.runs import Run


@job("tests.add")
def add(run: Run, left: int, right: int) -> dict[str, object]:
    run.progress(1, 2, "half")
    run.stop_if_cancelled()
    run.progress(2, 2, "added")
    return {"sum": left + right}


@job("tests.refuse")
def refuse(run: Run) -> None:
    raise Refused("job_finished")


@job("tests.fault")
def fault(run: Run) -> None:
    raise ZeroDivisionError


@job("tests.paper")
def paper(run: Run) -> None:
    run.keep_file("list.txt", ContentFile(b"1;2;3"))


@job("tests.rolled_back")
def rolled_back(run: Run) -> None:
    with transaction.atomic():
        run.finish({"written": True})
        raise ZeroDivisionError


@job("tests.leave_marks")
def leave_marks(run: Run, marks: str, wait: float) -> dict[str, object]:
    """Write one line per run, then wait in small steps."""
    path = Path(marks)
    with path.open("a") as lines:
        lines.write("begun\n")
    until = time.monotonic() + (wait if path.read_text().count("begun") == 1 else 0)
    while time.monotonic() < until:
        run.stop_if_cancelled()
        time.sleep(0.05)
    return {"runs": path.read_text().count("begun")}


@job("tests.database_gone")
def database_gone(run: Run, marks: str) -> dict[str, object]:
    """End the connection of this very session once, as the death of a server does."""
    path = Path(marks)
    if not path.exists():
        path.touch()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return {"survived": True}
