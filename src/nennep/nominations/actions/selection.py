"""The verbs of the standing committee: order of priority and decision."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from nennep.audit.actions import record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.nominations import policy
from nennep.nominations.actions import steps
from nennep.nominations.models import Nomination, NominationRound, NominationState, RoundState
from nennep.nominations.queries import dossier as dossiers
from nennep.nominations.rules import dossier as rules
from nennep.nominations.rules.dossier import Step, check_step
from nennep.nominations.rules.eligibility import wants_override
from nennep.nominations.wording import lazy_text

DECISIONS = {
    NominationState.SELECTED: Step.SELECT,
    NominationState.RESERVE: Step.RESERVE,
    NominationState.NOT_SELECTED: Step.NOT_SELECT,
}


@verb
def rank_person(*, actor: Actor, round: NominationRound, pk: int, position: int) -> None:
    """Put one dossier at a place (from 1) in the order of priority, no further than those of the same decision reach.

    Raises:
        Forbidden: the actor does not decide for the standing committee.
        Refused: round_not_reviewed | nobody_picked.
    """
    locked = _reviewed(actor, round)
    rows = {row.pk: row for row in locked.nominations.select_related("person")}
    if pk not in rows:
        raise Refused("nobody_picked")
    order = rules.ordered(map(dossiers.facts, rows.values()))
    before = rows[pk].rank
    for place, one in enumerate(rules.moved(order, pk, position), start=1):
        rows[one.pk].rank = place
    Nomination.objects.bulk_update(rows.values(), ["rank"], batch_size=200)
    record(actor, [steps.round_changed("rank", locked, dossier=pk, rank=[before, rows[pk].rank])])


@verb
def decide_people(
    *,
    actor: Actor,
    round: NominationRound,
    ids: Sequence[int],
    outcome: NominationState,
    today: date,
    now: datetime,
    reason: str = "",
    override_reason: str = "",
) -> int:
    """Select people in the order of priority, put them in reserve, or not select them. Returns how many were decided on.

    Whoever is selected takes a place of the quota at once, so that nobody is sent beyond it. A failed condition that
    special cases may pass needs `override_reason`.

    Raises:
        Forbidden: the actor does not decide for the standing committee.
        Refused: round_not_reviewed | nobody_picked | step_out_of_order | dossier_reason_missing | not_eligible | override_missing | no_place.
    """
    locked = _reviewed(actor, round)
    rows = steps.picked(locked, ids)
    check_step(DECISIONS[outcome], [row.state for row in rows], reason)
    freed = any(row.state in rules.HOLDING for row in rows)
    if outcome == NominationState.SELECTED:
        _judge(locked, rows, override_reason, today)
        steps.take_places(locked, rows)
    else:
        steps.give_up_places(rows)
    changes = steps.move(rows, outcome, actor=actor, now=now, reason=reason)
    if freed and locked.state != RoundState.REVIEW:
        changes += steps.move_up(locked, actor=actor, today=today, now=now)
    steps.rank_again(locked)
    record(actor, changes)
    return len(rows)


def _judge(round: NominationRound, rows: Sequence[Nomination], override_reason: str, today: date) -> None:
    lines = steps.judged(round, [row.person for row in rows], today)
    for row in rows:
        own = lines.get(row.person_id, [])
        failed = wants_override(own)
        if failed is not None and not override_reason.strip():
            raise Refused("override_missing", name=row.person.full_name, line=lazy_text(asdict(failed)))
        row.override_reason = override_reason.strip() if failed is not None else ""
        row.eligibility = steps.as_json(own)


def _reviewed(actor: Actor, round: NominationRound) -> NominationRound:
    require(policy.can_select(actor, round))
    locked = steps.lock(round)
    if locked.state in {RoundState.OPEN, RoundState.CLOSED}:
        raise Refused("round_not_reviewed")
    return locked
