"""The verbs that carry a round from its opening to its closing."""

from dataclasses import dataclass
from datetime import date

from nennep.audit.actions import record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.nominations import policy
from nennep.nominations.actions import steps
from nennep.nominations.models import NominationRound, NominationState, RoundState
from nennep.organizations.actions.steps import require_in_being
from nennep.organizations.models import Unit
from nennep.programs.models import Program


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What is asked of the cells: whom to propose for what, until when."""

    program: Program
    year: int
    title: str
    opens_on: date
    closes_on: date
    provider: Unit | None = None
    form: str = ""
    basis: str = ""


@verb
def open_round(*, actor: Actor, unit: Unit, plan: RoundPlan) -> NominationRound:
    """Ask the cells of a unit to propose people for a program.

    Raises:
        Forbidden: the actor does not act for the committee of the unit.
        Refused: window_upside_down | not_a_provider.
    """
    require(policy.can_open_round(actor, unit))
    require_in_being(unit, plan.opens_on)
    if plan.closes_on < plan.opens_on:
        raise Refused("window_upside_down")
    if plan.provider is not None and not plan.provider.kind.is_provider:
        raise Refused("not_a_provider", unit=plan.provider.name)
    round = NominationRound.objects.create(
        unit=unit,
        program=plan.program,
        provider=plan.provider,
        year=plan.year,
        title=plan.title,
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        form=plan.form,
        basis=plan.basis,
    )
    record(actor, [steps.round_changed("open_round", round, program=plan.program.code, closes_on=plan.closes_on.isoformat())])
    return round


@verb
def start_review(*, actor: Actor, round: NominationRound) -> None:
    """End the proposing and lay the dossiers before the standing committee, in the order of the cells.

    Raises:
        Forbidden: the actor does not run the round.
        Refused: round_not_open.
    """
    require(policy.can_prepare(actor, round))
    locked = steps.lock(round)
    if locked.state != RoundState.OPEN:
        raise Refused("round_not_open")
    _set_state(locked, RoundState.REVIEW)
    steps.rank_again(locked)
    record(actor, [steps.round_changed("start_review", locked)])


@verb
def extend_round(*, actor: Actor, round: NominationRound, closes_on: date) -> None:
    """Let the cells propose until another day; a round under review opens again.

    Raises:
        Forbidden: the actor does not run the round.
        Refused: list_sent | window_upside_down.
    """
    require(policy.can_prepare(actor, round))
    locked = steps.lock(round)
    if locked.state not in {RoundState.OPEN, RoundState.REVIEW}:
        raise Refused("list_sent")
    if closes_on < locked.opens_on:
        raise Refused("window_upside_down")
    before = locked.closes_on
    locked.closes_on = closes_on
    locked.state = RoundState.OPEN
    locked.save(update_fields=["closes_on", "state"])
    record(actor, [steps.round_changed("extend_round", locked, closes_on=[before.isoformat(), closes_on.isoformat()])])


@verb
def set_provider(*, actor: Actor, round: NominationRound, provider: Unit) -> None:
    """Name who is asked to admit, before the first list is sent.

    Raises:
        Forbidden: the actor does not run the round.
        Refused: list_sent | not_a_provider.
    """
    require(policy.can_prepare(actor, round))
    locked = steps.lock(round)
    if locked.state not in {RoundState.OPEN, RoundState.REVIEW}:
        raise Refused("list_sent")
    if not provider.kind.is_provider:
        raise Refused("not_a_provider", unit=provider.name)
    before = locked.provider.name if locked.provider else ""
    locked.provider = provider
    locked.save(update_fields=["provider"])
    record(actor, [steps.round_changed("set_provider", locked, provider=[before, provider.name])])


@verb
def close_round(*, actor: Actor, round: NominationRound) -> None:
    """Close a round that nobody waits for any more; the reserve and those not decided on stay as they are.

    Raises:
        Forbidden: the actor does not run the round.
        Refused: round_busy (dossiers are selected, submitted or returned).
    """
    require(policy.can_prepare(actor, round))
    locked = steps.lock(round)
    waiting = [NominationState.SELECTED, NominationState.SUBMITTED, NominationState.RETURNED]
    if locked.nominations.filter(state__in=waiting).exists():
        raise Refused("round_busy")
    _set_state(locked, RoundState.CLOSED)
    record(actor, [steps.round_changed("close_round", locked)])


def _set_state(round: NominationRound, state: RoundState) -> None:
    round.state = state
    round.save(update_fields=["state"])
