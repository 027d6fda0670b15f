"""What runs in a host with the program itself: `python -m tools.cluster.inside (fill OUT | work FOLDER | ask SECONDS OUT)`.

The jobs write one entry of the audit log each, in the transaction that ends them.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

import django

django.setup()

from django.db import Error, connection, transaction  # noqa: E402 - the settings come first

from nennep.audit.models import Entry  # noqa: E402
from nennep.core import clock  # noqa: E402
from nennep.core.actors import console  # noqa: E402
from nennep.jobs.actions import enqueue  # noqa: E402
from nennep.jobs.models import Job  # noqa: E402
from nennep.jobs.registry import job  # noqa: E402
from nennep.jobs.runs import Run  # noqa: E402
from nennep.jobs.worker import Worker  # noqa: E402

KIND = "cluster.note"
ENDED = "cluster.ended"
EVERY = 0.5  # seconds between two jobs
STEPS = 5


@job(KIND)
def note(run: Run, number: int) -> None:
    """Take a second in steps that ask the database, then write one entry."""
    for step in range(STEPS):
        run.progress(step, STEPS)
        run.stop_if_cancelled()
        Job.objects.filter(pk=run.job_id).exists()
        time.sleep(0.1)
    with transaction.atomic():
        Entry.objects.create(at=clock.now(), actor_name="cluster", action=ENDED, object_type="job", object_id=number)
        run.finish({"number": number})


def fill(out: Path) -> None:
    """Open classes in progress; write what each phone needs."""
    rollcall = import_module("bench.rollcall")  # it stands on the factories of the tests, which the type check leaves out
    rollcall.CLIENTS = 8  # type: ignore[attr-defined]  # the module is known by its name only
    out.write_text(json.dumps(rollcall.populate()))


def ask_for_work(seconds: float, out: Path) -> None:
    """Ask for a job twice a second, again and again until the database has taken it."""
    until, asked = time.time() + seconds, 0
    while time.time() < until:
        try:
            enqueue(console(), KIND, {"number": asked}, key=f"cluster-{asked}")
        except Error:
            connection.close()
        else:
            asked += 1
        time.sleep(EVERY)
    out.write_text(json.dumps(asked))


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "fill":
        fill(Path(given[0]))
    elif what == "work":
        Worker(Path(given[0])).loop()
    else:
        ask_for_work(float(given[0]), Path(given[1]))
