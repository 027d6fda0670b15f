"""The annual report of a unit: as a page and as a file."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.downloads import file_response
from nennep.core.errors import NotVisible
from nennep.core.web import actor_of_request, answer
from nennep.reports.board import Board
from nennep.reports.forms import ReportFilter
from nennep.reports.printing import PAPERS, as_file, as_json_text, file_name
from nennep.reports.queries.scope import absence_of, query_of, scope_of, units_around
from nennep.reports.queries.sources import Scope
from nennep.reports.queries.tally import report_of
from nennep.reports.rules.span import Span


def _scope(request: HttpRequest) -> Scope:
    asked = (request.GET.get(name) for name in ("unit", "from", "to", "tree"))
    return scope_of(actor_of_request(request), *asked, this_year=clock.today().year)


@login_required
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show all figures; each opens its rows."""
    scope = _scope(request)
    span = scope.span
    length = span.last - span.first + 1
    query = query_of(scope)
    report, counted_at = report_of(scope)
    before, _ = report_of(Scope(scope.unit, Span(span.first - length, span.last - length), scope.tree))
    actor = actor_of_request(request)
    units = units_around(actor, scope.unit)
    context = {
        "scope": scope,
        "counted_at": counted_at,
        "form": ReportFilter(scope, units, clock.today().year),
        "board": Board(report, before, lambda key: f"{reverse('reports:rows')}?{urlencode({**query, 'figure': key})}"),
        "query": urlencode(query),
        "formats": [*PAPERS, "json"],
        **absence_of(actor, scope),
    }
    return answer(request, "reports/annual.html", context)


@login_required
@require_GET
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the report as a paper, or as JSON."""
    if kind != "json" and kind not in PAPERS:
        raise NotVisible
    report, _ = report_of(_scope(request))
    name = file_name(report, kind)
    if kind == "json":
        return file_response(name, as_json_text(report).encode(), "application/json")
    return file_response(name, as_file(report, kind), PAPERS[kind].media_type)
