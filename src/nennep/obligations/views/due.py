"""Who must learn what by when: the list with its figures, and what is seen as a workbook."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.downloads import XLSX, file_response
from nennep.core.paging import ROWS
from nennep.core.web import actor_of_request
from nennep.obligations import exports, policy
from nennep.obligations.forms import DueForm
from nennep.obligations.queries import due, tally
from nennep.obligations.queries import requirement as requirements
from nennep.obligations.queries.due import Count, DueFilter
from nennep.obligations.queries.line import Line
from nennep.obligations.queries.lines import Lines
from nennep.organizations.models import Unit


def _asked(request: HttpRequest) -> tuple[DueForm, Unit | None, date, DueFilter]:
    """Return what the query asks for; what is not understood narrows nothing."""
    actor = actor_of_request(request)
    chosen = request.GET.get("unit", "")
    units = due.units_to_choose(actor, int(chosen) if chosen.isdecimal() else None)
    form = DueForm(request.GET, units=units, requirements=requirements.all_requirements().filter(active=True))
    form.is_valid()
    data = form.cleaned_data
    requirement, timing, q = (data.get(name) or "" for name in ("requirement", "timing", "q"))
    narrowed = DueFilter(requirement=requirement, states=form.states(), timing=timing, q=q)
    return form, data.get("unit"), data.get("as_of") or clock.today(), narrowed


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the lines in reach: for a committee or cell with figures, for everybody else the own ones."""
    actor = actor_of_request(request)
    form, unit, as_of, narrowed = _asked(request)
    found: Lines = due.lines(actor, unit, as_of, narrowed)
    counted = tally.counted(actor, unit, as_of)
    tallies, too_long = counted.counts, counted.is_too_long(narrowed.requirement)
    page = _page((), 0, None) if too_long else _page(found, counted.lines(narrowed), request.GET.get("page"))
    kept = {name: request.GET[name] for name in ("unit", "as_of") if request.GET.get(name)}
    context = {
        "page": page,
        "filter": form,
        "unit": unit,
        "as_of": as_of,
        "counts": tallies,
        "counted_at": counted.at,
        "too_long": too_long,
        "below": tally.below(counted.path, as_of) if too_long else (),
        "tabs": _tabs(tallies, kept, narrowed),
        "sums": due.sums(tallies),
        "kept": f"{urlencode(kept)}&" if kept else "",
        "may_list": policy.can_list(actor),
        "may_waive": bool(actor.paths(*policy.WAIVERS)),
    }
    return render(request, "obligations/list.html", context)


def _page(found: Sequence[Line], known: int | None, number: str | None) -> "Page[Line]":
    """Return a page of lines; how many there are is asked only where the counts do not tell."""
    paginator = Paginator(found, ROWS)
    if known is not None:
        paginator.count = known
    return paginator.get_page(number)


def _tabs(tallies: list[Count], kept: dict[str, str], narrowed: DueFilter) -> list[dict[str, object]]:
    """Return a tab for all requirements and one for each that binds somebody, with what is not settled yet."""
    chosen = narrowed.requirement
    every = {"label": _("All"), "url": f"?{urlencode(kept)}", "active": not chosen, "count": sum(one.waiting for one in tallies)}
    shown = [one for one in tallies if one.total or one.requirement.code == chosen]
    return [every] + [
        {
            "label": one.requirement.name,
            "url": f"?{urlencode(kept | {'requirement': one.requirement.code})}",
            "active": one.requirement.code == chosen,
            "count": one.waiting,
        }
        for one in shown
    ]


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Give what is seen as a workbook."""
    _form, unit, as_of, narrowed = _asked(request)
    found = due.lines(actor_of_request(request), unit, as_of, narrowed).all()
    return file_response(f"nhiem-vu-hoc-tap-{as_of.isoformat()}.xlsx", exports.workbook(as_of, found), XLSX)
