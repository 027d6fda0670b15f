"""Who sees rounds and dossiers, and who moves them."""

from django.db.models import Q

from nennep.core.actors import Actor, Role
from nennep.nominations.models import Nomination, NominationRound, RoundState
from nennep.nominations.rules.dossier import SENT
from nennep.nominations.rules.round import May
from nennep.organizations.models import Unit
from nennep.organizations.scope import ancestors_of, within

COMMITTEE = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER)
CELL_SECRETARY = Role.CELL_SECRETARY
PROPOSERS = (*COMMITTEE, CELL_SECRETARY)
APPROVER, REGISTRAR = Role.APPROVER, Role.REGISTRAR


def visible_rounds(actor: Actor) -> Q:
    """A round is seen by its committee and those above, by the cells it asks, and by its provider once a list was sent."""
    asked = {pk for path in actor.paths(*PROPOSERS) for pk in ancestors_of(path)}
    return within(actor.paths(*COMMITTEE), "unit__path") | Q(unit__in=asked) | to_provider(actor)


def to_provider(actor: Actor) -> Q:
    """Return the rounds whose list was sent to a provider for which the actor answers."""
    return within(actor.paths(REGISTRAR), "provider__path") & ~Q(state__in=[RoundState.OPEN, RoundState.REVIEW])


def visible_dossiers(actor: Actor) -> Q:
    """A dossier is seen by the unit that proposed it and those above, and by the provider once it was sent there."""
    sent_there = within(actor.paths(REGISTRAR), "round__provider__path") & Q(state__in=SENT)
    return within(actor.paths(*PROPOSERS), "unit__path") | sent_there


def can_open_round(actor: Actor, unit: Unit) -> bool:
    """The committee of a unit asks its cells to propose."""
    return actor.holds(unit.path, *COMMITTEE)


def can_prepare(actor: Actor, round: NominationRound) -> bool:
    """Officers and approvers of the round's committee run it: window, review, list, closing."""
    return actor.holds(round.unit.path, *COMMITTEE)


def can_select(actor: Actor, round: NominationRound) -> bool:
    """The standing committee decides who goes."""
    return actor.holds(round.unit.path, APPROVER)


def can_propose_from(actor: Actor, round: NominationRound, unit: Unit) -> bool:
    """Whoever acts for a unit within the round's unit proposes its people."""
    return unit.path.startswith(round.unit.path) and actor.holds(unit.path, *PROPOSERS)


def proposing_paths(actor: Actor, round: NominationRound) -> list[str]:
    """Return the places in the tree from which the actor may propose in a round."""
    own = round.unit.path
    return [
        own if own.startswith(path) else path for path in actor.paths(*PROPOSERS) if own.startswith(path) or path.startswith(own)
    ]


def proposing_units(actor: Actor, round: NominationRound) -> Q:
    """Return the same as a condition on units."""
    return within(proposing_paths(actor, round))


def can_answer(actor: Actor, round: NominationRound) -> bool:
    """The provider admits, returns or declines."""
    return round.provider is not None and actor.holds(round.provider.path, REGISTRAR)


def can_withdraw(actor: Actor, dossier: Nomination) -> bool:
    """A unit takes back its proposal while nobody has decided on it; the committee at any time."""
    if can_prepare(actor, dossier.round):
        return True
    return dossier.state == "proposed" and dossier.round.state == RoundState.OPEN and actor.holds(dossier.unit.path, *PROPOSERS)


def may(actor: Actor, round: NominationRound) -> May:
    """Return what the actor may do in a round."""
    return May(
        propose=bool(proposing_paths(actor, round)),
        prepare=can_prepare(actor, round),
        select=can_select(actor, round),
        answer=can_answer(actor, round),
    )
