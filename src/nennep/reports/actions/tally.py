"""Writing what was counted ahead: a cache of figures, so no entry in the log."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from nennep.organizations.models import Unit
from nennep.reports.models import ReportTally
from nennep.reports.queries.annual import annual_report
from nennep.reports.queries.sources import Scope
from nennep.reports.queries.tally import pack
from nennep.reports.rules.span import Span


def refresh(unit: Unit, years: Iterable[int], *, now: datetime) -> None:
    """Count the reports of a unit for single years ahead."""
    for year in years:
        figures = pack(annual_report(Scope(unit, Span(year, year))))
        asked = {"unit_path": unit.path, "first": year, "last": year}
        ReportTally.objects.update_or_create(**asked, defaults={"figures": figures, "computed_at": now})


def forget(kept: Iterable[Unit], years: Sequence[int]) -> None:
    """Forget what was counted for other units and years."""
    ReportTally.objects.exclude(unit_path__in=[unit.path for unit in kept], first__in=years, last__in=years).delete()
