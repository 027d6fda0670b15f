"""Rounds: the list, the page, opening, window, review, closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.errors import Forbidden, Refused
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.nominations import policy
from nennep.nominations.actions import round as verbs
from nennep.nominations.forms import ExtendForm, ProviderForm, RoundForm, RoundsFilter
from nennep.nominations.queries import round as rounds
from nennep.nominations.queries.page import page_of_round
from nennep.nominations.queries.round import RoundFilter
from nennep.organizations.queries import unit as units


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the rounds in reach, each with the next action of the one who looks."""
    actor, today = actor_of_request(request), clock.today()
    filters = RoundsFilter(request.GET, years=rounds.years(actor))
    narrowed = RoundFilter(**filters.cleaned_data) if filters.is_valid() else RoundFilter()
    page = page_of(rounds.listed(actor, narrowed), request.GET.get("page"))
    counts = rounds.counts(actor, list(page))
    rows = [(round, rounds.next_for(actor, round, counts[round.pk], today)) for round in page]
    context = {
        "page": page,
        "rows": rows,
        "filter": filters,
        "may_open": bool(actor.paths(*policy.COMMITTEE)),
        "answers": bool(actor.paths(policy.REGISTRAR)),
    }
    return answer(request, "nominations/rounds.html", context)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a round: how far it is, the one next action, and its dossiers."""
    actor, today = actor_of_request(request), clock.today()
    found = rounds.visible_or_404(actor, pk)
    page = page_of_round(actor, found, today)
    may_rank = page.may.select and found.state not in {"open", "closed"}
    context = {
        "page": page,
        "round": found,
        "quota_url": f"{reverse('planning:board')}?unit={found.unit_id}&year={found.year}",
        "may_rank": may_rank,
        "may_pick": may_rank or page.may.answer or page.may.prepare,
        "extend": ExtendForm(initial={"closes_on": found.closes_on}),
        "provider": ProviderForm(providers=rounds.providers(), initial={"provider": found.provider_id}),
    }
    return answer(request, "nominations/round.html", context)


@login_required
def open_round(request: HttpRequest) -> HttpResponse:
    """Ask the cells of a unit to propose."""
    actor, today = actor_of_request(request), clock.today()
    own = units.visible(actor).filter(kind__is_party=True, kind__is_cell=False)
    initial = {"year": today.year, "opens_on": today, "unit": actor.unit_id, "program": request.GET.get("program")}
    form = RoundForm(request.POST or None, units=own, providers=rounds.providers(), initial=initial)
    if not actor.paths(*policy.COMMITTEE):
        raise Forbidden
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.open_round(actor=actor, unit=form.cleaned_data["unit"], plan=form.plan())
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The round is open: the cells may propose."))
            return redirect("nominations:round", made.pk)
    return answer(request, "nominations/open.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """End the proposing."""
    actor = actor_of_request(request)
    verbs.start_review(actor=actor, round=rounds.visible_or_404(actor, pk))
    messages.success(request, _("The review has begun: set the order of priority and decide."))
    return redirect("nominations:round", pk)


@login_required
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the cells propose until another day."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        raise Refused("choose_closing_day")
    verbs.extend_round(actor=actor, round=found, closes_on=form.cleaned_data["closes_on"])
    messages.success(request, _("The cells may propose until the new day."))
    return redirect("nominations:round", pk)


@login_required
@require_POST
def provider(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who is asked to admit."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    form = ProviderForm(request.POST, providers=rounds.providers())
    if not form.is_valid():
        raise Refused("no_provider")
    verbs.set_provider(actor=actor, round=found, provider=form.cleaned_data["provider"])
    return redirect("nominations:round", pk)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round."""
    actor = actor_of_request(request)
    verbs.close_round(actor=actor, round=rounds.visible_or_404(actor, pk))
    messages.success(request, _("The round is closed."))
    return redirect("nominations:round", pk)
