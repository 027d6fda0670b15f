"""Counting classes and trainees ahead for large units, several times a day; the pages say when it was."""

from django.utils.translation import gettext_lazy as _

from nennep.classes.actions.tally import forget, refresh
from nennep.core import clock
from nennep.jobs.runs import Run
from nennep.people.ahead import counted_ahead
from nennep.people.queries.large import large_units


@counted_ahead("classes.tally", _("Counting classes"), hours=3)
def count_ahead(run: Run) -> dict[str, object]:
    """Count for one large unit after the other."""
    units = large_units()
    for unit in run.each(units):
        refresh(unit, today=clock.today(), now=clock.now())
    forget(units)
    return {"units": len(units)}
