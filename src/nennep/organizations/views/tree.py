"""The tree of units and the page of each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.actors import Role
from nennep.core.errors import Refused
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request
from nennep.organizations import policy
from nennep.organizations.actions import unit as verbs
from nennep.organizations.forms import AccountForm, NameForm, ServeForm, TreeFilter, UnitForm
from nennep.organizations.queries import grant as grants
from nennep.organizations.queries import tree
from nennep.organizations.queries import unit as units
from nennep.organizations.queries.life import ending_of

ROWS = 200


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the units in reach as a tree."""
    actor = actor_of_request(request)
    form = TreeFilter(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    found = tree.listed(actor, data.get("q", ""), with_dissolved=bool(data.get("dissolved")))
    context = {
        "page": page_of(found, request.GET.get("page"), ROWS),
        "filter": form,
        "may_reorganize": bool(actor.paths(Role.ADMINISTRATOR)),
    }
    return render(request, "organizations/tree.html", context)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit: its place, its history, who holds which role."""
    actor = actor_of_request(request)
    unit = units.visible_or_404(actor, pk)
    context = {
        "unit": unit,
        "above": tree.line_above(unit),
        "children": tree.directly_below(unit),
        "ending": ending_of(actor, unit, clock.today()),
        "past": f"unit={unit.pk}&on={unit.dissolved_on:%d/%m/%Y}&tree=then" if unit.dissolved_on else "",
        "placements": unit.placements.select_related("parent").order_by("-starts_on"),
        "served": unit.served.filter(ends_on=None).select_related("unit"),
        "served_by": unit.served_by.filter(ends_on=None).select_related("provider"),
        "grants": grants.at_unit(unit, clock.today()),
        "predecessors": tree.predecessors(unit),
        "successors": tree.successors(unit),
        "former_names": unit.former_names.select_related("kind").order_by("-ends_on"),
        "may_edit": policy.can_edit_units(actor, unit) and unit.dissolved_on is None,
        "may_reorganize": policy.can_edit_units(actor, unit.parent),
        "may_report": actor.holds(unit.path, Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY),
        "unit_form": UnitForm(),
        "name_form": NameForm(initial={"name": unit.name}),
        "account_form": AccountForm(),
        "serve_form": ServeForm(units=units.visible(actor)),
    }
    return render(request, "organizations/unit.html", context)


@login_required
@require_POST
def establish(request: HttpRequest, pk: int) -> HttpResponse:
    """Establish a unit below this one."""
    actor = actor_of_request(request)
    parent = units.visible_or_404(actor, pk)
    form = UnitForm(request.POST)
    if not form.is_valid():
        raise Refused("unit_incomplete")
    made = verbs.establish_unit(actor=actor, parent=parent, **form.cleaned_data)
    messages.success(request, _("%(unit)s was established.") % {"unit": made.name})
    return redirect("organizations:unit", made.pk)


@login_required
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct how the name is written."""
    actor = actor_of_request(request)
    unit = units.visible_or_404(actor, pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        raise Refused("unit_incomplete")
    verbs.correct_unit(actor=actor, unit=unit, name=form.cleaned_data["name"])
    return redirect("organizations:unit", pk)


@login_required
@require_POST
def serve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let this provider serve a unit."""
    actor = actor_of_request(request)
    provider = units.visible_or_404(actor, pk)
    form = ServeForm(request.POST, units=units.visible(actor))
    if not form.is_valid():
        raise Refused("unit_incomplete")
    verbs.serve_unit(actor=actor, provider=provider, unit=form.cleaned_data["unit"], today=clock.today())
    return redirect("organizations:unit", pk)
