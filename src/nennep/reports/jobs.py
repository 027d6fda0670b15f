"""Counting reports ahead for large units, several times a day; the pages say when it was."""

from django.utils.translation import gettext_lazy as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.jobs.actions import enqueue
from nennep.jobs.registry import chore, job
from nennep.jobs.runs import Run
from nennep.people.queries.large import large_units
from nennep.reports.actions.tally import forget, refresh
from nennep.reports.queries.tally import to_count, years_kept

KIND = "reports.tally"
OFTEN = 900.0  # seconds between two looks whether it is time
HOURS = 6  # between two counts of this year


@job(KIND, _("Counting reports"))
def count_ahead(run: Run) -> dict[str, object]:
    """Count for one large unit after the other what was not counted lately."""
    units, this_year = large_units(), clock.today().year
    asked = to_count(units, this_year, clock.now())
    for done, (unit, year) in enumerate(asked):
        run.progress(done, len(asked))
        run.stop_if_cancelled()
        refresh(unit, [year], now=clock.now())
    forget(units, years_kept(this_year))
    return {"units": len(units), "reports": len(asked)}


@chore(KIND, OFTEN)
def ask_for_counts() -> None:
    """Ask for a count once in so many hours, where there is a large unit."""
    if large_units():
        now = clock.now()
        enqueue(console("nennep worker"), KIND, {}, key=f"{KIND}:{now:%Y%m%d}:{now.hour // HOURS}")
