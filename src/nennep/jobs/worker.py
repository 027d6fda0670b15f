"""The loop that works off jobs, one at a time; several workers share a queue."""

import logging
import threading
import time
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

from django.db import Error, InterfaceError, OperationalError, close_old_connections, connection
from django.utils.translation import gettext as _

from nennep.audit.actions.seal import seal
from nennep.core import clock
from nennep.core.errors import Refused
from nennep.core.sentences import sentence
from nennep.jobs.actions import claim, forget_files, put_back_lost, settle
from nennep.jobs.models import Job
from nennep.jobs.presence import Presence
from nennep.jobs.registry import chores, function_of
from nennep.jobs.rules import LEASE, State
from nennep.jobs.runs import Cancelled, Interrupted, Pulse, Run

log = logging.getLogger(__name__)
IDLE = 0.5  # seconds between two looks at an empty queue
REAP = 5.0  # seconds between two looks for lost jobs
SEAL = 600.0  # seconds between two seals of the audit log
FORGET = 3600.0  # seconds between two looks for old result files
KEEP_FILES = timedelta(days=7)


class Worker:
    """Works off jobs until `stopping` is set.

    Args:
        folder: where the workers of this machine leave their signs of life.
        lease: for how long a sign of life counts for workers on other machines.
    """

    def __init__(self, folder: Path, lease: timedelta = LEASE) -> None:
        self.folder, self.lease = folder, lease
        self.stopping = threading.Event()
        self._next: dict[str, float] = {}

    def loop(self) -> None:
        """Work until told to stop; a database that is away for a while is waited for."""
        with Presence(self.folder) as presence:
            while not self.stopping.is_set():
                close_old_connections()
                try:
                    self._tidy(presence)
                    worked = self._work(presence)
                except Error as problem:
                    log.warning("the database does not answer: %s", problem)
                    connection.close()
                    worked = False
                if not worked:
                    self.stopping.wait(IDLE)

    def _tidy(self, presence: Presence) -> None:
        if self._due("reap", REAP):
            put_back_lost(alive=presence.alive, now=clock.now())
        if self._due("seal", SEAL):
            seal(clock.now())
        if self._due("forget", FORGET):
            forget_files(before=clock.now() - KEEP_FILES)
        for name, (every, function) in chores().items():
            if self._due(name, every):
                function()

    def _due(self, what: str, every: float) -> bool:
        tick = time.monotonic()
        if tick < self._next.get(what, 0.0):
            return False
        self._next[what] = tick + every
        return True

    def _work(self, presence: Presence) -> bool:
        job = claim(worker=presence.name, now=clock.now(), lease=self.lease)
        if job is None:
            return False
        work_off(job, Run(job, self.stopping), pulse=self.lease)
        return True


def work_off(job: Job, run: Run, pulse: timedelta | None = None) -> None:
    """Run the function of a claimed job and write how it ended.

    Raises:
        Error: the database went away; the job stays with this worker, who finds it lost at its next look.
    """
    with Pulse(run, pulse) if pulse else nullcontext():
        state, error, result = _outcome(job, run)
    if not settle(job, state, now=clock.now(), error=error, result=result) and not run.finished:
        log.warning("%s went to another worker", job)


def _outcome(job: Job, run: Run) -> tuple[State, str, dict[str, object]]:
    function = function_of(job.kind)
    if function is None:
        return State.FAILED, _("This version of the program does not know this kind of work: %s.") % job.kind, {}
    try:
        run.stop_if_cancelled()
        return State.DONE, "", dict(function(run, **job.arguments) or {})
    except Cancelled:
        return State.CANCELLED, "", {}
    except Interrupted:
        return State.QUEUED, "", {}
    except Refused as refusal:
        return State.FAILED, sentence(refusal), {}
    except (OperationalError, InterfaceError):  # the database went away, not the work wrong: it is lost, and so taken up again
        raise
    except Exception:  # the worker outlives any fault of one job
        log.exception("%s failed", job)
        return State.FAILED, _("The program made an error; it stands in the server's log under work %d.") % job.pk, {}


def work_off_all() -> int:
    """Work off what waits, here and now, without a pulse; for commands and tests.

    Returns:
        How many jobs there were.
    """
    count = 0
    while (job := claim(worker="here", now=clock.now())) is not None:
        work_off(job, Run(job))
        count += 1
    return count
