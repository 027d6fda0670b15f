"""The rows behind one figure."""

from contextlib import nullcontext
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.downloads import XLSX, file_response
from nennep.core.errors import NotVisible
from nennep.core.paging import page_of
from nennep.core.statements import row_by_row
from nennep.core.web import actor_of_request, answer
from nennep.reports.board import grouped
from nennep.reports.columns import LISTINGS, Column, Listing
from nennep.reports.queries.figures import Figure, find
from nennep.reports.queries.scope import absence_of, address_of, query_of, scope_of
from nennep.reports.queries.sources import Scope
from nennep.reports.queries.tally import value_of
from nennep.spreadsheets.write import OutColumn, OutSheet, csv_bytes, write_xlsx


def _asked(request: HttpRequest) -> tuple[Scope, Figure, list[str]]:
    asked = (request.GET.get(name) for name in ("unit", "from", "to", "tree"))
    scope = scope_of(actor_of_request(request), *asked, this_year=clock.today().year)
    return scope, *find(request.GET.get("figure", ""))


def _listed(scope: Scope, figure: Figure, arguments: list[str], value: int) -> tuple[QuerySet[Any], Listing]:
    rows = figure.rows_of(scope, arguments)
    listing = LISTINGS[rows.model]
    return rows.order_by(*listing.order_of(value)), listing


@login_required
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """List the rows; their number, or the sum of one column, is the figure."""
    scope, figure, arguments = _asked(request)
    found = value_of(figure, scope, arguments)
    if found is None:  # the page of the report says that it has to be counted first
        return redirect(address_of(scope))
    value, counted_at = found
    listed, listing = _listed(scope, figure, arguments, value)
    columns = listing.shown_for(figure.name)
    by_unit = listing.is_by_unit(value)
    with row_by_row() if by_unit else nullcontext():
        page = page_of(listed, request.GET.get("page"), known=None if figure.measure else value)
        table = [(_cells(row, columns), listing.below.value(row) if listing.below else "") for row in page]
    context = {
        "scope": scope,
        "figure": figure,
        "arguments": arguments,
        "value": grouped(value),
        "counted_at": counted_at,
        "by_unit": by_unit,
        "columns": columns,
        "page": page,
        "table": table,
        "query": urlencode(query_of(scope)),
        "figure_query": urlencode({"figure": figure.key(*arguments)}),
        **absence_of(actor_of_request(request), scope),
    }
    return answer(request, "reports/rows.html", context)


def _cells(row: Any, columns: list[Column]) -> list[tuple[Column, object, str]]:
    return [(column, _shown(column.value(row)), column.url(row) if column.url else "") for column in columns]


def _shown(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, int):
        return grouped(value)
    return getattr(value, "text", value)


@login_required
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give all rows as a sheet or as text for other programs."""
    if kind not in ("xlsx", "csv"):
        raise NotVisible
    scope, figure, arguments = _asked(request)
    found = value_of(figure, scope, arguments)
    if found is None:
        return redirect(address_of(scope))
    listed, listing = _listed(scope, figure, arguments, found[0])
    written = [OutColumn(str(column.label), column.width, column.kind) for column in listing.columns]
    content = ([column.value(row) for column in listing.columns] for row in listed.iterator(chunk_size=2000))
    name = f"{scope.unit.code}-{scope.span.text}-{figure.key(*arguments).replace(':', '-')}.{kind}"
    if kind == "csv":
        return file_response(name, csv_bytes(written, content), "text/csv; charset=utf-8")
    out = BytesIO()
    write_xlsx(out, [OutSheet(str(figure.label), written, content)])
    return file_response(name, out.getvalue(), XLSX)
