"""The board: programs × units of one year, a unit and those directly under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page
from django.db.models import Count, QuerySet

from nennep.core.actors import Actor
from nennep.core.paging import page_of
from nennep.organizations.models import Unit
from nennep.organizations.scope import ancestors_of, within
from nennep.people.models import Membership
from nennep.planning import policy
from nennep.planning.models import QuotaAccount
from nennep.planning.queries import quota
from nennep.planning.queries.quota import Sums
from nennep.programs.models import Program


@dataclass(frozen=True, slots=True)
class Cell:
    """The quota of one unit for one program: granted = shared + used + free."""

    account: QuotaAccount
    granted: int
    shared: int

    @property
    def spent(self) -> int:
        """Shared out or in use."""
        return self.shared + self.account.used


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the board; `cells` stand in the order of the board's programs."""

    unit: Unit
    depth: int
    cells: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board."""

    unit: Unit
    year: int
    programs: Sequence[Program]
    rows: Sequence[Row]
    page: "Page[Unit]"
    above: Sequence[Unit] = field(default=())


def years(actor: Actor, this_year: int) -> list[int]:
    """Return the years with quotas in reach, this year and the next among them, latest first."""
    kept = QuotaAccount.objects.filter(policy.visible_accounts(actor)).order_by().values_list("year", flat=True).distinct()
    return sorted({*kept, this_year, this_year + 1}, reverse=True)


def board(actor: Actor, unit: Unit, year: int, page_number: str | None = None) -> Board:
    """Return the board of a unit that the actor may see: seven queries, whatever its size."""
    children = units_below(unit)
    page = page_of(children, page_number)
    units = [unit, *page.object_list]
    accounts = list(QuotaAccount.objects.filter(unit__in=units, year=year))
    sums = quota.sums([account.pk for account in accounts])
    programs = list(Program.objects.filter(pk__in={account.program_id for account in accounts}).order_by("order", "code"))
    sums_of = {one.pk: sums.get(one.pk, Sums()) for one in accounts}
    cells = {(one.unit_id, one.program_id): Cell(one, sums_of[one.pk].granted, sums_of[one.pk].shared) for one in accounts}
    rows = [Row(one, 0 if one.pk == unit.pk else 1, [cells.get((one.pk, program.pk)) for program in programs]) for one in units]
    return Board(unit, year, programs, rows, page, _above(actor, unit))


def units_below(unit: Unit) -> QuerySet[Unit]:
    """Return the Party units directly under a unit today, in the order of the tree."""
    return (
        Unit.objects.filter(parent=unit, dissolved_on=None, kind__is_party=True)
        .select_related("kind")
        .order_by("kind__rank", "code")
    )


def people_below(unit: Unit, children: Sequence[Unit]) -> dict[int, int]:
    """Return how many people belong today to each of the units directly below `unit` and under them (one query)."""
    belong = Membership.objects.filter(within([unit.path], "unit__path"), ends_on=None).values_list("unit__path")
    counted = list(belong.annotate(people=Count("pk")).order_by("unit__path"))
    return {child.pk: sum(people for path, people in counted if path.startswith(child.path)) for child in children}


def _above(actor: Actor, unit: Unit) -> list[Unit]:
    units: Iterable[Unit] = Unit.objects.filter(pk__in=ancestors_of(unit.path)).exclude(pk=unit.pk).order_by("path")
    return [one for one in units if policy.can_see_quotas(actor, one)]
