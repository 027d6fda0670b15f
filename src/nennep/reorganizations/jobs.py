"""Plans whose day has come are carried out by a worker; large ones that are asked for too, with progress."""

import logging

from django.utils.translation import gettext_lazy as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.core.errors import NotVisible, Refused
from nennep.core.sentences import sentence
from nennep.jobs.registry import chore, job
from nennep.jobs.runs import Run
from nennep.organizations.queries.actor import actor_by_id
from nennep.reorganizations.actions.plan import CARRY_OUT, carry_out, note_trouble
from nennep.reorganizations.models import State
from nennep.reorganizations.queries import plan as plans

OFTEN = 300.0

log = logging.getLogger(__name__)


@job(CARRY_OUT, _("Carrying the plan out"))
def carry_out_in_background(run: Run, *, plan: int, url: str) -> dict[str, object]:
    """Carry a plan out; a worker that died after the transaction finds it done."""
    actor = actor_by_id(run.user_id, today=clock.today())
    if actor is None:
        raise NotVisible
    wanted = plans.visible_or_404(actor, plan)
    run.progress(0, wanted.steps.count())
    if wanted.state != State.APPLIED:
        carry_out(actor=actor, reorganization=wanted, today=clock.today(), now=clock.now())
    return {"url": url}


@chore("reorganizations", OFTEN)
def carry_out_what_is_due() -> None:
    """Carry out the plans whose day has come; why one cannot be stands on its page."""
    for plan in plans.due(clock.today()):
        try:
            carry_out(actor=console(), reorganization=plan, today=clock.today(), now=clock.now())
        except Refused as refusal:
            log.warning("plan %s could not be carried out: %s", plan.pk, refusal.reason)
            note_trouble(actor=console(), reorganization=plan, text=sentence(refusal))
