"""The annual report of a unit: as a page and as a file."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.downloads import file_response
from nennep.core.errors import NotVisible
from nennep.core.web import actor_of_request, answer
from nennep.recognition import policy as recognition
from nennep.reports.actions.tally import ask_count
from nennep.reports.board import Board
from nennep.reports.forms import ReportFilter
from nennep.reports.printing import PAPERS, as_file, as_json_text, file_name
from nennep.reports.queries.scope import absence_of, address_of, query_of, scope_of, units_around
from nennep.reports.queries.sources import Scope
from nennep.reports.queries.tally import report_of


def _scope(request: HttpRequest) -> Scope:
    asked = (request.GET.get(name) for name in ("unit", "from", "to", "tree"))
    return scope_of(actor_of_request(request), *asked, this_year=clock.today().year)


@login_required
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show all figures; each opens its rows."""
    scope, actor = _scope(request), actor_of_request(request)
    context = {
        "scope": scope,
        "form": ReportFilter(scope, units_around(actor, scope.unit), clock.today().year),
        "query": urlencode(query_of(scope)),
        **absence_of(actor, scope),
    }
    found = report_of(scope)
    if found is None:
        return answer(request, "reports/uncounted.html", context)
    report, counted_at = found
    before = report_of(scope.before) if scope.before else None
    board = Board(report, before[0] if before else None, _link(scope))
    context |= {"counted_at": counted_at, "formats": [*PAPERS, "json"], "board": board}
    context["may_list_commendations"] = recognition.can_read(actor)
    return answer(request, "reports/annual.html", context)


def _link(scope: Scope) -> Callable[[str], str]:
    return lambda key: f"{reverse('reports:rows')}?{urlencode({**query_of(scope), 'figure': key})}"


@login_required
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Have the report counted by a job."""
    job = ask_count(actor=actor_of_request(request), scope=_scope(request), now=clock.now())
    return redirect("jobs:progress", job.pk)


@login_required
@require_GET
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the report as a paper, or as JSON."""
    if kind != "json" and kind not in PAPERS:
        raise NotVisible
    scope = _scope(request)
    found = report_of(scope)
    if found is None:  # the page says that it has to be counted first
        return redirect(address_of(scope))
    report, _ = found
    name = file_name(report, kind)
    if kind == "json":
        return file_response(name, as_json_text(report).encode(), "application/json")
    return file_response(name, as_file(report, kind), PAPERS[kind].media_type)
