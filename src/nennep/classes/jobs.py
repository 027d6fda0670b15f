"""Counting classes and trainees ahead for large units, several times a day; the pages say when it was."""

from django.utils.translation import gettext_lazy as _

from nennep.classes.actions.tally import forget, refresh
from nennep.core import clock
from nennep.core.actors import console
from nennep.jobs.actions import enqueue
from nennep.jobs.registry import chore, job
from nennep.jobs.runs import Run
from nennep.people.queries.large import large_units

KIND = "classes.tally"
OFTEN = 900.0  # seconds between two looks whether it is time
HOURS = 3  # between two counts


@job(KIND, _("Counting classes"))
def count_ahead(run: Run) -> dict[str, object]:
    """Count for one large unit after the other."""
    units = large_units()
    for done, unit in enumerate(units):
        run.progress(done, len(units))
        run.stop_if_cancelled()
        refresh(unit, today=clock.today(), now=clock.now())
    forget(units)
    return {"units": len(units)}


@chore(KIND, OFTEN)
def ask_for_counts() -> None:
    """Ask for a count once in so many hours, where there is a large unit."""
    if large_units():
        now = clock.now()
        enqueue(console("nennep worker"), KIND, {}, key=f"{KIND}:{now:%Y%m%d}:{now.hour // HOURS}")
