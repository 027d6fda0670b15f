"""Counting reports ahead for large units, several times a day; the pages say when it was."""

from django.utils.translation import gettext_lazy as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.jobs.actions import enqueue
from nennep.jobs.registry import chore, job
from nennep.jobs.runs import Run
from nennep.people.queries.large import large_units
from nennep.reports.actions.tally import forget, refresh

KIND = "reports.tally"
OFTEN = 900.0  # seconds between two looks whether it is time
HOURS = 6  # between two counts
YEARS = 3  # this year, the one before, and that with which it is compared


@job(KIND, _("Counting reports"))
def count_ahead(run: Run) -> dict[str, object]:
    """Count for one large unit after the other."""
    units, this_year = large_units(), clock.today().year
    years = range(this_year - YEARS + 1, this_year + 1)
    for done, unit in enumerate(units):
        run.progress(done, len(units))
        refresh(unit, years, now=clock.now())
    forget(units, years)
    return {"units": len(units)}


@chore(KIND, OFTEN)
def ask_for_counts() -> None:
    """Ask for a count once in so many hours, where there is a large unit."""
    if large_units():
        now = clock.now()
        enqueue(console("nennep worker"), KIND, {}, key=f"{KIND}:{now:%Y%m%d}:{now.hour // HOURS}")
