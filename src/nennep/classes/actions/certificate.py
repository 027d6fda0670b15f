"""Having the papers of a class made."""

from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.actions.steps import path_of
from nennep.classes.models import TrainingClass
from nennep.classes.queries.certificate import of_class
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.jobs.actions import enqueue
from nennep.jobs.models import Job
from nennep.vietnamese.text import fold


@verb
def ask_papers(*, actor: Actor, training_class: TrainingClass, each: bool) -> Job:
    """Ask for the papers of a class: one PDF for printing, or a zip with one file `each`.

    Raises:
        Refused: no_certificates.
    """
    require(policy.can_manage(actor, training_class))
    ids = list(of_class(actor, training_class).values_list("pk", flat=True))
    if not ids:
        raise Refused("no_certificates")
    name = fold(training_class.code).replace(" ", "-") or "certificates"
    job = enqueue(actor, "records.print_certificates", {"certificates": ids, "each": each, "name": name})
    record(actor, [change("classes.ask_papers", training_class, unit_path=path_of(training_class), papers=len(ids))])
    return job
