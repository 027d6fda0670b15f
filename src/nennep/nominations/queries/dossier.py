"""Dossiers in reach, in their order of priority, and the board of what cells proposed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.nominations import policy
from nennep.nominations.models import Nomination, NominationRound, NominationState, NominationStep
from nennep.nominations.rules.dossier import HOLDING, Dossier, ordered
from nennep.organizations.models import Unit
from nennep.organizations.scope import ancestors_of, within
from nennep.planning.models import QuotaAccount


@dataclass(frozen=True, slots=True)
class CellRow:
    """What one unit directly below proposed, and how many places its own share still has (None: no share)."""

    unit: Unit
    proposed: int
    going: int
    share: int | None
    free: int | None


def visible(actor: Actor) -> QuerySet[Nomination]:
    """Return the dossiers that the actor may see."""
    rows = Nomination.objects.filter(policy.visible_dossiers(actor))
    return rows.select_related("person", "unit", "round__unit", "round__program", "round__provider")


def visible_or_404(actor: Actor, pk: int) -> Nomination:
    """Return one visible dossier.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    dossier = visible(actor).filter(pk=pk).first()
    if dossier is None:
        raise NotVisible
    return dossier


def of_round(actor: Actor, round: NominationRound) -> list[Nomination]:
    """Return the visible dossiers of a round in their order of priority."""
    rows = {row.pk: row for row in visible(actor).filter(round=round)}
    return [rows[one.pk] for one in ordered(map(facts, rows.values()))]


def facts(row: Nomination) -> Dossier:
    """Return what ordering asks of a dossier (its person is read)."""
    return Dossier(row.pk, row.state, row.rank, row.proposed_rank, row.person.sort_key)


def proposed_by(actor: Actor, round: NominationRound, unit: Unit) -> QuerySet[Nomination]:
    """Return what one unit proposed, in its own order; withdrawn dossiers are left out."""
    return visible(actor).filter(round=round, unit=unit).exclude(state=NominationState.WITHDRAWN).order_by("proposed_rank", "pk")


def steps(row: Nomination) -> QuerySet[NominationStep]:
    """Return the way of a dossier so far, latest step first."""
    return NominationStep.objects.filter(nomination=row).order_by("-at", "-pk")


def holding(actor: Actor, account_id: int) -> QuerySet[Nomination]:
    """Return the dossiers that hold places of a quota, by given name."""
    return visible(actor).filter(account=account_id).order_by("person__sort_key", "pk")


def cells(round: NominationRound) -> list[CellRow]:
    """Return every Party unit directly below the round's unit with what came from it and below it (three queries)."""
    units = list(Unit.objects.filter(parent=round.unit_id, dissolved_on=None, kind__is_party=True).order_by("kind__rank", "code"))
    rows = round.nominations.exclude(state=NominationState.WITHDRAWN).values("unit__path", "state").order_by()
    tallies = [(row["unit__path"], row["state"], row["number"]) for row in rows.annotate(number=Count("pk"))]
    accounts = {one.unit_id: one for one in accounts_of(round).filter(unit__in=units)}
    return [_cell_row(unit, tallies, accounts.get(unit.pk)) for unit in units]


def _cell_row(unit: Unit, tallies: Sequence[tuple[str, str, int]], account: QuotaAccount | None) -> CellRow:
    own = [(state, number) for path, state, number in tallies if path.startswith(unit.path)]
    return CellRow(
        unit=unit,
        proposed=sum(number for _, number in own),
        going=sum(number for state, number in own if state in HOLDING),
        share=account.balance if account else None,
        free=account.free if account else None,
    )


def accounts_of(round: NominationRound) -> QuerySet[QuotaAccount]:
    """Return the quotas from which a round takes its places: its unit's and those below."""
    within_round = within([round.unit.path], "unit__path")
    return QuotaAccount.objects.filter(within_round, program=round.program_id, year=round.year)


def places(round: NominationRound) -> tuple[int, int]:
    """Return the places of a round's unit and below that are in use, and those that are free."""
    rows = accounts_of(round).values_list("used", "balance")
    return sum(used for used, _ in rows), sum(balance - used for used, balance in rows)


def nearest_accounts(round: NominationRound, units: Mapping[int, str], accounts: Collection[QuotaAccount]) -> dict[int, list[int]]:
    """Return the accounts that a unit's people may take a place from, nearest first, by unit id; `units` are ids with paths."""
    by_unit = {account.unit_id: account.pk for account in accounts}
    above = set(ancestors_of(round.unit.path)) - {round.unit_id}
    found = {}
    for pk, path in units.items():
        line = [unit for unit in reversed(ancestors_of(path)) if unit not in above]
        found[pk] = [by_unit[unit] for unit in dict.fromkeys([*line, round.unit_id]) if unit in by_unit]
    return found


def waiting_for(actor: Actor, today: date) -> dict[str, int]:
    """Return the numbers on a desk (three queries), by what waits.

    'propose': rounds for which one's cell proposed nobody yet; 'select', 'mend', 'submit' and 'answer': dossiers.
    """
    committee, cells_ = actor.paths(*policy.COMMITTEE), actor.paths(policy.CELL_SECRETARY)
    deciding, provider = actor.paths(policy.APPROVER), actor.paths(policy.REGISTRAR)
    own = Nomination.objects.filter(within(cells_, "unit__path"), round=OuterRef("pk"))
    open_now = NominationRound.objects.filter(~Exists(own), state="open", opens_on__lte=today, closes_on__gte=today)
    below = {pk for path in cells_ for pk in ancestors_of(path)}
    rows = Nomination.objects.filter(within(committee, "round__unit__path")).aggregate(
        select=Count("pk", filter=within(deciding, "round__unit__path") & Q(state="proposed", round__state="review")),
        mend=Count("pk", filter=Q(state="returned")),
        submit=Count("pk", filter=Q(state="selected") & ~Q(round__state="closed")),
    )
    answer = Nomination.objects.filter(within(provider, "round__provider__path"), state="submitted").count()
    return {"propose": open_now.filter(unit__in=below).count(), **rows, "answer": answer}
