"""Who may watch and stop a job: the one who asked for it, and the administrators of the place where it was asked for."""

from nennep.core.actors import Actor, Role
from nennep.jobs.models import Job


def can_watch(actor: Actor, job: Job) -> bool:
    """Say whether the actor may see, stop and fetch the result of `job`."""
    own = job.created_by_id is not None and job.created_by_id == actor.user_id
    return actor.everywhere or own or (job.unit_path != "" and actor.holds(job.unit_path, Role.ADMINISTRATOR))
