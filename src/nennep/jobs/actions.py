"""Writes of jobs: asking for work, and what workers do with it. Only `cancel_job` is done by people."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nennep.audit.actions import change, record
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.jobs.models import Job
from nennep.jobs.policy import can_watch
from nennep.jobs.registry import function_of
from nennep.jobs.rules import FINAL, LEASE, State, after_loss, lost


def enqueue(actor: Actor, kind: str, arguments: Mapping[str, object], key: str | None = None) -> Job:
    """Ask for work of a registered kind; joins the caller's transaction, so that it starts only if that commits.

    Args:
        actor: who asks; their account owns the job, administrators of the unit in which they act may watch it.
        kind: a name registered with `@job`.
        arguments: JSON values, handed to the function as keywords.
        key: asking again with the same key gives the job that is there.

    Raises:
        ValueError: when no function is registered for `kind`.
    """
    if function_of(kind) is None:
        raise ValueError(f"nobody works off {kind!r}")
    facts = {
        "kind": kind,
        "arguments": dict(arguments),
        "created_by_id": actor.user_id,
        "unit_path": next((grant.path for grant in actor.grants if grant.unit_id == actor.unit_id), ""),
        "created_at": clock.now(),
    }
    if key is None:
        return Job.objects.create(**facts)
    return Job.objects.get_or_create(idempotency_key=key, defaults=facts)[0]


@verb
def cancel_job(*, actor: Actor, job: Job, now: datetime) -> Job:
    """End a job: at once when it waits, at its next safe point when it runs.

    Raises:
        Refused: job_finished.
    """
    require(can_watch(actor, job))
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.finished:
        raise Refused("job_finished")
    job.cancel_requested = True
    if job.state == State.QUEUED:
        job.state, job.finished_at = State.CANCELLED, now
    job.save(update_fields=["cancel_requested", "state", "finished_at"])
    record(actor, [change("jobs.cancel", job)])
    return job


def claim(*, worker: str, now: datetime, lease: timedelta = LEASE) -> Job | None:
    """Take the oldest waiting job for `worker`, None when there is none.

    Two workers never get the same one: PostgreSQL skips locked rows, SQLite lets one writer in at a time.
    """
    if not Job.objects.filter(state=State.QUEUED).exists():  # an idle worker takes no write lock
        return None
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(state=State.QUEUED).order_by("id").first()
        if job is None:
            return None
        job.state, job.worker, job.attempts = State.RUNNING, worker, job.attempts + 1
        job.started_at, job.heartbeat_at, job.lease_until = now, now, now + lease
        job.save(update_fields=["state", "worker", "attempts", "started_at", "heartbeat_at", "lease_until"])
        return job


def settle(job: Job, state: State, *, now: datetime, error: str = "", result: Mapping[str, object] | None = None) -> bool:
    """Write how a run ended; joins the caller's transaction.

    Returns:
        False when the run is no longer this worker's: nothing was written.
    """
    ended = {"finished_at": now, "result": dict(result or {}), "result_file": job.result_file.name, "error": error[:500]}
    back = {"attempts": job.attempts - 1, "started_at": None}
    return bool(
        Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts).update(
            state=state,
            progress_done=job.progress_done,
            progress_total=job.progress_total,
            message=job.message,
            **(ended if state in FINAL else back),
        )
    )


def put_back_lost(*, alive: Callable[[str], bool | None], now: datetime) -> int:
    """Queue again the jobs whose worker is gone, or end them when they have used their attempts.

    Args:
        alive: tells of a worker whether it lives; None when it runs on another machine, where the lease decides.
        now: the present moment.

    Returns:
        How many there were.
    """
    if not Job.objects.filter(state=State.RUNNING).exists():
        return 0
    count = 0
    with transaction.atomic():
        for job in Job.objects.select_for_update(skip_locked=True).filter(state=State.RUNNING):
            if not lost(lease_until=job.lease_until, alive=alive(job.worker), now=now):
                continue
            job.state = after_loss(attempts=job.attempts, max_attempts=job.max_attempts, cancel_requested=job.cancel_requested)
            if job.finished:
                job.finished_at = now
            if job.state == State.FAILED:
                job.error = _("The work was interrupted %(count)d times and is not tried again.") % {"count": job.attempts}
            job.save(update_fields=["state", "finished_at", "error"])
            count += 1
    return count


def forget_files(*, before: datetime) -> int:
    """Delete the result files of jobs that ended before `before`: exports hold personal data.

    Returns:
        How many there were.
    """
    old = list(Job.objects.filter(state__in=FINAL, finished_at__lt=before).exclude(result_file=""))
    for job in old:
        job.result_file.delete(save=False)
    Job.objects.filter(pk__in=[job.pk for job in old]).update(result_file="")
    return len(old)
