"""The board of quotas and what is granted on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible, Refused
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.organizations.models import Unit
from nennep.organizations.queries import unit as units
from nennep.planning import policy
from nennep.planning.actions.quota import grant_places
from nennep.planning.forms import BoardFilter, GrantForm
from nennep.planning.queries import board as boards


def _start(actor: Actor) -> Unit:
    """Return the unit in which one acts, or the highest one whose quotas one may see."""
    reach = units.visible(actor).filter(policy.visible_accounts(actor, "path"), kind__is_party=True)
    found = reach.filter(pk=actor.unit_id or 0).first() or reach.first()
    if found is None:
        raise Forbidden
    return found


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the quotas of a unit and of the units directly under it."""
    actor = actor_of_request(request)
    this_year = clock.today().year
    reach = units.visible(actor).filter(policy.visible_accounts(actor, "path"), kind__is_party=True)
    filters = BoardFilter(request.GET, units=reach, years=boards.years(actor, this_year))
    if not filters.is_valid():
        raise NotVisible
    unit = filters.cleaned_data["unit"] or _start(actor)
    shown = boards.board(actor, unit, filters.cleaned_data["year"] or this_year, request.GET.get("page"))
    context = {"board": shown, "filter": filters, "may_keep": policy.can_keep_quotas(actor, unit)}
    return answer(request, "planning/board.html", context)


@login_required
def grant(request: HttpRequest) -> HttpResponse:
    """Note what a body outside the system granted."""
    actor = actor_of_request(request)
    reach = units.visible(actor).filter(kind__is_party=True)
    initial = {"year": clock.today().year, **{key: request.GET[key] for key in ("unit", "program", "year") if key in request.GET}}
    form = GrantForm(request.POST or None, units=reach, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            account = grant_places(actor=actor, now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The quota was entered."))
            return redirect(f"{reverse('planning:board')}?unit={account.unit_id}&year={account.year}")
    if not actor.paths(*policy.KEEPERS):
        raise Forbidden
    return answer(request, "planning/grant.html", {"form": form}, status=422 if form.is_bound else 200)
