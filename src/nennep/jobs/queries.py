"""Reads of jobs."""

from datetime import datetime

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.jobs.models import Job
from nennep.jobs.policy import can_watch
from nennep.jobs.rules import State


def visible_or_404(actor: Actor, pk: int) -> Job:
    """Return the job `pk`.

    Raises:
        NotVisible: when it is absent or somebody else's.
    """
    job = Job.objects.filter(pk=pk).first()
    if job is None or not can_watch(actor, job):
        raise NotVisible
    return job


def waiting_since() -> datetime | None:
    """Return since when the oldest waiting job waits, None when none does."""
    return Job.objects.filter(state=State.QUEUED).order_by("id").values_list("created_at", flat=True).first()
