"""Rounds in reach, and how far they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.nominations import policy
from nennep.nominations.models import Nomination, NominationRound, NominationState, RoundState
from nennep.nominations.rules.round import Next, Window, next_action
from nennep.organizations.models import Unit
from nennep.vietnamese.text import compose


@dataclass(frozen=True, slots=True)
class RoundFilter:
    """What a list of rounds is narrowed to; empty fields narrow nothing."""

    q: str = ""
    year: int | None = None
    state: str = ""


def visible(actor: Actor) -> QuerySet[NominationRound]:
    """Return the rounds that the actor may see, latest first."""
    rounds = NominationRound.objects.filter(policy.visible_rounds(actor))
    return rounds.select_related("unit__kind", "program", "provider__kind").order_by("-closes_on", "-pk")


def visible_or_404(actor: Actor, pk: int) -> NominationRound:
    """Return one visible round.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    round = visible(actor).filter(pk=pk).first()
    if round is None:
        raise NotVisible
    return round


def listed(actor: Actor, narrowed: RoundFilter) -> QuerySet[NominationRound]:
    """Return the rounds of a list, each with its counts of dossiers (`proposed_count`, `going_count`, `admitted_count`)."""
    rounds = visible(actor)
    if narrowed.q:
        rounds = rounds.filter(title__icontains=compose(narrowed.q))
    if narrowed.year:
        rounds = rounds.filter(year=narrowed.year)
    if narrowed.state:
        rounds = rounds.filter(state=narrowed.state)
    seen = Q(nominations__in=Nomination.objects.filter(policy.visible_dossiers(actor)))
    here = seen & ~Q(nominations__state=NominationState.WITHDRAWN)
    return rounds.annotate(
        proposed_count=Count("nominations", filter=here),
        going_count=Count("nominations", filter=seen & Q(nominations__state__in=["selected", "submitted", "returned", "admitted"])),
        admitted_count=Count("nominations", filter=seen & Q(nominations__state=NominationState.ADMITTED)),
    )


def years(actor: Actor) -> list[int]:
    """Return the years of the rounds in reach, latest first."""
    return list(visible(actor).order_by("-year").values_list("year", flat=True).distinct())


def counts(actor: Actor, rounds: Collection[NominationRound]) -> dict[int, dict[str, int]]:
    """Return the dossiers of rounds by state, by round id: those that the actor may see (one query)."""
    found: dict[int, dict[str, int]] = {round.pk: {} for round in rounds}
    rows = Nomination.objects.filter(policy.visible_dossiers(actor), round__in=found).values_list("round", "state")
    for pk, state, number in rows.annotate(number=Count("pk")).order_by("round", "state"):
        found[pk][state] = number
    return found


def next_for(actor: Actor, round: NominationRound, counted: Mapping[str, int], today: date) -> Next:
    """Return what the actor does next in a round."""
    window = Window(round.opens_on, round.closes_on)
    return next_action(round.state, window, counted, policy.may(actor, round), today)


def inbox(actor: Actor) -> QuerySet[NominationRound]:
    """Return the rounds with dossiers that wait for an answer of the actor's provider, oldest list first."""
    mine = NominationRound.objects.filter(policy.to_provider(actor))
    waiting = Count("nominations", filter=Q(nominations__state=NominationState.SUBMITTED))
    return (
        mine.select_related("unit", "program", "provider")
        .annotate(
            waiting=waiting,
            sent=Count("nominations", filter=Q(nominations__state__in=["submitted", "returned", "admitted", "declined"])),
        )
        .exclude(state__in=[RoundState.OPEN, RoundState.REVIEW])
        .order_by("-waiting", "-pk")
    )


def providers() -> QuerySet[Unit]:
    """Return the training providers of today; their names are no secret."""
    return Unit.objects.filter(kind__is_provider=True, dissolved_on=None).order_by("name")


def proposing_units(actor: Actor, round: NominationRound) -> QuerySet[Unit]:
    """Return the Party units from which the actor may propose in a round, cells first."""
    from_here = policy.proposing_units(actor, round)
    return Unit.objects.filter(from_here, kind__is_party=True, dissolved_on=None).order_by("-kind__is_cell", "path")
