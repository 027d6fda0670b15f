"""The provider admits, returns or declines."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count

from nennep.audit.actions import record
from nennep.core.actors import Actor
from nennep.core.errors import require
from nennep.core.verbs import verb
from nennep.nominations import policy
from nennep.nominations.actions import steps
from nennep.nominations.models import NominationRound, NominationState, RoundState
from nennep.nominations.rules.dossier import Step, check_step
from nennep.nominations.rules.round import after_answer

ANSWERS = {
    NominationState.ADMITTED: Step.ADMIT,
    NominationState.RETURNED: Step.RETURN,
    NominationState.DECLINED: Step.DECLINE,
}


@verb
def answer_people(
    *,
    actor: Actor,
    round: NominationRound,
    ids: Sequence[int],
    outcome: NominationState,
    today: date,
    now: datetime,
    reason: str = "",
) -> int:
    """Admit people, return their dossiers to be mended, or decline them; returns how many were answered.

    A declined person's place becomes free: the next in rank moves up and waits for a supplementary list.

    Raises:
        Forbidden: the actor does not answer for the provider.
        Refused: nobody_picked | step_out_of_order | dossier_reason_missing (to return or decline).
    """
    require(policy.can_answer(actor, round))
    locked = steps.lock(round)
    rows = steps.picked(locked, ids)
    check_step(ANSWERS[outcome], [row.state for row in rows], reason)
    if outcome == NominationState.DECLINED:
        steps.give_up_places(rows)
    changes = steps.move(rows, outcome, actor=actor, now=now, reason=reason)
    if outcome == NominationState.DECLINED:
        changes += steps.move_up(locked, actor=actor, today=today, now=now)
        steps.rank_again(locked)
    counts = dict(locked.nominations.order_by().values_list("state").annotate(number=Count("pk")))
    locked.state = RoundState(after_answer(counts))
    locked.save(update_fields=["state"])
    record(actor, changes)
    return len(rows)
