"""Who may watch and stop a job: the one who asked for it, and administrators."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.jobs.models import Job


def _everything(actor: Actor) -> bool:
    return bool(actor.paths(Role.ADMINISTRATOR))


def can_watch(actor: Actor, job: Job) -> bool:
    """Say whether the actor may see, stop and fetch the result of `job`."""
    return _everything(actor) or (job.created_by_id is not None and job.created_by_id == actor.user_id)


def watchable(actor: Actor) -> Q:
    """Return the condition for the jobs that `can_watch` allows."""
    return Q() if _everything(actor) else Q(created_by__isnull=False, created_by=actor.user_id)
