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
from nennep.core.actors import Actor
from nennep.core.downloads import XLSX, file_response
from nennep.core.paging import ROWS
from nennep.core.web import actor_of_request
from nennep.obligations import exports, policy
from nennep.obligations.forms import DueForm
from nennep.obligations.queries import due, tally
from nennep.obligations.queries import requirement as requirements
from nennep.obligations.queries.ahead import LinesAhead
from nennep.obligations.queries.due import Count, DueFilter
from nennep.obligations.queries.line import Line
from nennep.obligations.queries.lines import Lines
from nennep.organizations.models import Unit
from nennep.organizations.queries.life import beginning_of, ending_of
from nennep.organizations.scope import Tree
from nennep.people.queries.on_day import seen_of


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
    tree = form.on_tree()
    counted = tally.counted(actor, unit, as_of, tree)
    tallies, too_long = counted.counts, counted.is_too_long(narrowed.requirement)
    live = due.lines(actor, unit, as_of, narrowed, tree, asked_that_day=counted.asked)
    found = () if too_long else _in_order(live, counted, narrowed)
    page = _page(found, 0 if too_long else counted.lines(narrowed), request.GET.get("page"))
    kept = {name: request.GET[name] for name in ("unit", "as_of", "tree") if request.GET.get(name)}
    context = {
        "page": page,
        "filter": form,
        "unit": unit,
        "as_of": as_of,
        "counts": tallies,
        "counted_at": counted.at,
        "too_long": too_long,
        "below": tally.below(counted) if too_long else (),
        "tabs": _tabs(tallies, kept, narrowed),
        "sums": due.sums(tallies),
        "kept": f"{urlencode(kept)}&" if kept else "",
        "may_list": policy.can_list(actor),
        "may_waive": bool(actor.paths(*policy.WAIVERS)),
        "linked": {line.person_id for line in page}
        if as_of == clock.today()
        else seen_of(actor, [line.person_id for line in page]),
        **_absence(actor, unit, as_of, tree),
    }
    return render(request, "obligations/list.html", context)


def _absence(actor: Actor, unit: Unit | None, as_of: date, tree: Tree) -> dict[str, object]:
    """Return what the page says of the tree, and of a unit that was not there on the day."""
    ending = ending_of(actor, unit, as_of if tree == Tree.THEN else clock.today())
    beginning = beginning_of(actor, unit, as_of) if tree == Tree.THEN else None
    past = ending and urlencode({"unit": ending.unit.pk, "as_of": min(as_of, ending.last_day).isoformat(), "tree": Tree.THEN.value})
    now = beginning and urlencode({"unit": beginning.unit.pk, "as_of": as_of.isoformat()})
    return {"tree": tree, "ending": ending, "past": past, "beginning": beginning, "now": now}


def _in_order(live: Lines, counted: tally.Counted, narrowed: DueFilter) -> Sequence[Line]:
    """Return the lines in their order: as it was put ahead for a large unit, else as it is now."""
    rows = tally.kept_in_order(counted, narrowed)
    return LinesAhead(live, rows, counted.tally.unit_path) if counted.tally and rows is not None else live


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
    form, unit, as_of, narrowed = _asked(request)
    found = due.lines(actor_of_request(request), unit, as_of, narrowed, form.on_tree()).all()
    return file_response(f"nhiem-vu-hoc-tap-{as_of.isoformat()}.xlsx", exports.workbook(as_of, found), XLSX)
