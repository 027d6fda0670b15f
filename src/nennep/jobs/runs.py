"""One run of one job: what its function may say, and the pulse that says it to the database."""

import logging
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self, TypeVar

from django.core.files.base import File
from django.db import Error, connection

from nennep.core import clock
from nennep.jobs.actions import settle
from nennep.jobs.models import Job
from nennep.jobs.registry import Result
from nennep.jobs.rules import LEASE, State

log = logging.getLogger(__name__)
T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - somebody asked for the end: no error
    """The job was cancelled; its function lets this pass."""


class Interrupted(Exception):  # noqa: N818
    """The worker is told to stop, or lost the job to another; its function lets this pass."""


class Run:
    """What a job's function sees of its run."""

    def __init__(self, job: Job, stopping: threading.Event | None = None) -> None:
        self._job = job
        self._cancelled = threading.Event()
        self._lost = threading.Event()
        self._stopping = stopping or threading.Event()
        self._told = (job.progress_done, job.progress_total, job.message)
        self._lease_written = job.heartbeat_at or job.created_at
        self.finished = False

    @property
    def job_id(self) -> int:
        """Return the number of the job."""
        return self._job.pk

    @property
    def user_id(self) -> int | None:
        """Return the account that asked for the work; None for the console."""
        return self._job.created_by_id

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell how far the work is; it only notes the figures, so it may be called for each row."""
        self._job.progress_done, self._job.progress_total, self._job.message = done, total, message[:200]

    def stop_if_cancelled(self) -> None:
        """Leave the function here when somebody asked for an end; to be called where nothing is half-written.

        Raises:
            Cancelled: somebody cancelled the job.
            Interrupted: the worker stops, or another worker has the job.
        """
        if self._cancelled.is_set():
            raise Cancelled
        if self._lost.is_set() or self._stopping.is_set():
            raise Interrupted

    def each(self, things: Sequence[T]) -> Iterator[T]:
        """Yield one thing after the other, telling how far the work is and leaving between two when an end was asked for."""
        for done, one in enumerate(things):
            self.progress(done, len(things))
            self.stop_if_cancelled()
            yield one

    def keep_file(self, name: str, content: "File[bytes]") -> None:
        """Keep `content` as the result of the job, to be fetched as `name` by its owner."""
        self._job.result_file.save(f"{self._job.pk}/{name}", content, save=False)

    def finish(self, result: Result = None) -> None:
        """Mark the job done inside the caller's transaction, so that the work and its end are one commit.

        Raises:
            Interrupted: another worker has the job; the caller's transaction must not commit.
        """
        if not settle(self._job, State.DONE, now=clock.now(), result=result):
            raise Interrupted
        self.finished = True

    def beat(self, now: datetime, lease: timedelta = LEASE) -> None:
        """Write progress and sign of life, read whether an end was asked for; called by the pulse."""
        mine = Job.objects.filter(pk=self._job.pk, state=State.RUNNING, attempts=self._job.attempts)
        told = (self._job.progress_done, self._job.progress_total, self._job.message)
        if told != self._told or now - self._lease_written > lease / 4:
            done, total, message = told
            written = mine.update(
                progress_done=done, progress_total=total, message=message, heartbeat_at=now, lease_until=now + lease
            )
            self._told, self._lease_written = told, now
            if not written and not self.finished:
                self._lost.set()
        if mine.filter(cancel_requested=True).exists():
            self._cancelled.set()


class Pulse:
    """A thread with a connection of its own that lets a run beat once a second while its function works."""

    def __init__(self, run: Run, lease: timedelta = LEASE, every: float = 1.0) -> None:
        self._run, self._lease, self._every = run, lease, every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="job-pulse")

    def __enter__(self) -> Self:
        """Start beating."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop beating."""
        self._end.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._end.wait(self._every):
                try:
                    self._run.beat(clock.now(), self._lease)
                except Error as problem:  # SQLite: the function's own transaction holds the lock; the next beat will do
                    log.info("a beat was skipped: %s", problem)
                    connection.close()
        finally:
            connection.close()
