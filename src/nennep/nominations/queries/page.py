"""What the page of a round shows to the one who looks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nennep.core.actors import Actor
from nennep.nominations import policy
from nennep.nominations.models import Nomination, NominationRound, SubmittedList
from nennep.nominations.queries import dossier as dossiers
from nennep.nominations.queries import round as rounds
from nennep.nominations.queries.dossier import CellRow
from nennep.nominations.rules.dossier import GROUPS, OPEN, UNDECIDED
from nennep.nominations.rules.round import May, Next


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A dossier in the order of priority: its place, whether it can move and be picked, how many conditions fail or are unknown."""

    dossier: Nomination
    place: int
    movable: bool
    first: bool
    last: bool
    pickable: bool
    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """The round, what the actor may do in it, and what lies before her."""

    round: NominationRound
    may: May
    next: Next
    counts: dict[str, int]
    rows: Sequence[RankedRow]
    cells: Sequence[CellRow]
    places: tuple[int, int] | None
    lists: QuerySet[SubmittedList]


def page_of_round(actor: Actor, round: NominationRound, today: date) -> RoundPage:
    """Return the page of a visible round: a fixed number of queries."""
    may = policy.may(actor, round)
    rows = dossiers.of_round(actor, round)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.state] = counts.get(row.state, 0) + 1
    return RoundPage(
        round=round,
        may=may,
        next=rounds.next_for(actor, round, counts, today),
        counts=counts,
        rows=ranked(rows, _actionable(may)),
        cells=dossiers.cells(round) if may.prepare else [],
        places=dossiers.places(round) if may.prepare else None,
        lists=lists(actor, round),
    )


def _actionable(may: May) -> set[str]:
    """Return the states in which the actor can do something with a dossier."""
    states = {"submitted", "returned"} if may.answer else set()
    if may.select:
        states |= UNDECIDED
    return states | OPEN if may.prepare else states


def ranked(rows: Sequence[Nomination], actionable: Collection[str]) -> list[RankedRow]:
    """Return dossiers that are in order as rows of a list."""
    groups = [GROUPS[row.state] for row in rows]
    return [
        RankedRow(
            dossier=row,
            place=place,
            movable=groups[place - 1] < GROUPS["declined"],
            first=place == 1 or groups[place - 2] != groups[place - 1],
            last=place == len(rows) or groups[place] != groups[place - 1],
            pickable=row.state in actionable,
            failed=sum(line["passed"] is False for line in row.eligibility),
            unknown=sum(line["passed"] is None for line in row.eligibility),
        )
        for place, row in enumerate(rows, start=1)
    ]


def lists(actor: Actor, round: NominationRound) -> QuerySet[SubmittedList]:
    """Return the lists of a round that went to the provider: seen by the committee and the provider, not by a single cell."""
    sent = SubmittedList.objects.filter(round=round).select_related("document__file", "sheet").order_by("pk")
    return sent if policy.can_prepare(actor, round) or policy.can_answer(actor, round) else sent.none()
