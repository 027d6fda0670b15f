"""Counting reports ahead for large units, several times a day; the pages say when it was."""

from django.utils.translation import gettext_lazy as _

from nennep.core import clock
from nennep.jobs.runs import Run
from nennep.people.ahead import counted_ahead
from nennep.people.queries.large import large_units
from nennep.reports.actions.tally import forget, refresh
from nennep.reports.queries.tally import to_count, years_kept


@counted_ahead("reports.tally", _("Counting reports"), hours=6)
def count_ahead(run: Run) -> dict[str, object]:
    """Count for one large unit after the other what was not counted lately."""
    units, this_year = large_units(), clock.today().year
    asked = to_count(units, this_year, clock.now())
    for unit, year in run.each(asked):
        refresh(unit, [year], now=clock.now())
    forget(units, years_kept(this_year))
    return {"units": len(units), "reports": len(asked)}
