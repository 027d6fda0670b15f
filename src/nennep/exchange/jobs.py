"""Large files are tried and taken in by a worker, with progress."""

from django.utils.translation import gettext_lazy as _

from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Refused
from nennep.exchange.actions.draft import TAKE, TRY, take_draft, try_draft
from nennep.exchange.models import BatchState, ImportBatch
from nennep.jobs.registry import job
from nennep.jobs.runs import Run
from nennep.organizations.queries.actor import actor_by_id


@job(TRY, _("Checking the file"))
def try_in_background(run: Run, *, batch: int, url: str) -> dict[str, object]:
    """Find what taking a draft in would do."""
    draft, actor = _draft(batch, run)
    run.progress(0, 0, draft.file_name)
    try_draft(actor=actor, batch=draft, today=clock.today(), now=clock.now())
    return {"url": url}


@job(TAKE, _("Taking the file in"))
def take_in_background(run: Run, *, batch: int, url: str) -> dict[str, object]:
    """Take a draft in; a worker that died after the transaction finds it done."""
    draft, actor = _draft(batch, run)
    run.progress(0, 0, draft.file_name)
    if draft.state != BatchState.DONE:
        take_draft(actor=actor, batch=draft, today=clock.today(), now=clock.now())
    return {"url": url}


def _draft(pk: int, run: Run) -> tuple[ImportBatch, Actor]:
    draft = ImportBatch.objects.select_related("unit", "file").filter(pk=pk).first()
    actor = actor_by_id(run.user_id, today=clock.today())
    if draft is None or actor is None:
        raise Refused("batch_not_draft", number=pk)
    return draft, actor
