"""Counting reports ahead for large units, several times a day, and when somebody asks; the pages say when it was."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nennep.core import clock
from nennep.jobs.registry import job
from nennep.jobs.runs import Run
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.people.ahead import counted_ahead
from nennep.people.queries.large import large_units
from nennep.reports.actions.tally import forget, refresh
from nennep.reports.queries.scope import address_of
from nennep.reports.queries.sources import Scope
from nennep.reports.queries.tally import counted_since, to_count, waits, years_kept
from nennep.reports.rules.span import Span


@counted_ahead("reports.tally", _("Counting reports"), hours=6)
def count_ahead(run: Run) -> dict[str, object]:
    """Count for one large unit after the other what was not counted lately."""
    units, this_year = large_units(), clock.today().year
    asked = to_count(units, this_year, clock.now())
    for scope in run.each(asked):
        refresh([scope], now=clock.now())
    forget(units, years_kept(this_year), now=clock.now())
    return {"units": len(units), "reports": len(asked)}


@job("reports.count", _("Counting a report"))
def count(run: Run, *, unit: int, first: int, last: int, tree: str, asked_at: str) -> dict[str, object]:
    """Count one report, and that of the years before it where a page would have to wait for it."""
    scope = Scope(Unit.objects.select_related("kind").get(pk=unit), Span(first, last), Tree(tree))
    asked = [] if counted_since(scope, datetime.fromisoformat(asked_at)) else [scope]
    if scope.before and waits(scope.before):
        asked.append(scope.before)
    for one in run.each(asked):
        refresh([one], now=clock.now())
    return {"url": address_of(scope)}
