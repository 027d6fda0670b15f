"""Proposing: a unit's people, its order, taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible, Refused
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.nominations.actions import proposal as verbs
from nennep.nominations.actions.proposal import Proposal
from nennep.nominations.forms import CandidatesFilter, PickForm, ProposalForm, RankForm
from nennep.nominations.models import NominationRound
from nennep.nominations.queries import dossier as dossiers
from nennep.nominations.queries import proposal
from nennep.nominations.queries import round as rounds
from nennep.organizations.models import Unit


def _filters(request: HttpRequest, actor: Actor, found: NominationRound) -> tuple[CandidatesFilter, Unit]:
    """Return the filters and the unit that proposes: the one chosen, else the one in which one acts, else the first."""
    own = rounds.proposing_units(actor, found)
    filters = CandidatesFilter(request.GET, units=own)
    if not filters.is_valid():
        raise NotVisible
    unit = filters.cleaned_data["unit"] or own.filter(pk=actor.unit_id or 0).first() or own.first()
    if unit is None:
        raise Forbidden
    return filters, unit


@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom a unit may propose and whom it proposed; take new proposals."""
    actor, today = actor_of_request(request), clock.today()
    found = rounds.visible_or_404(actor, pk)
    filters, unit = _filters(request, actor, found)
    narrowed = {"q": filters.cleaned_data["q"], "everybody": filters.cleaned_data["everybody"]}
    people = proposal.candidates(found, unit, today, **narrowed)
    error = ""
    if request.method == "POST":
        try:
            return _take(request, actor, found, unit)
        except Refused as refusal:
            error = sentence(refusal)
    page = page_of(people, request.GET.get("page"))
    context = {
        "round": found,
        "unit": unit,
        "filter": filters,
        "page": page,
        "rows": proposal.candidate_rows(actor, found, unit, list(page.object_list), today),
        "proposed": list(dossiers.proposed_by(actor, found, unit)),
        "picked": request.POST.getlist("pick") or request.GET.getlist("people"),
        "reason": request.POST.get("reason", ""),
        "error": error,
    }
    return answer(request, "nominations/propose.html", context, status=422 if error else 200)


def _take(request: HttpRequest, actor: Actor, found: NominationRound, unit: Unit) -> HttpResponse:
    today = clock.today()
    form = ProposalForm(request.POST, people=proposal.candidates(found, unit, today, everybody=True))
    if not form.is_valid():
        raise Refused("dossier_reason_missing" if "reason" in form.errors else "nobody_picked")
    proposals = [Proposal(person, form.cleaned_data["reason"]) for person in form.cleaned_data["pick"]]
    rows = verbs.propose_people(actor=actor, round=found, unit=unit, proposals=proposals, today=today, now=clock.now())
    messages.success(request, ngettext("%(n)d person proposed.", "%(n)d people proposed.", len(rows)) % {"n": len(rows)})
    return redirect(f"{reverse('nominations:propose', args=[found.pk])}?unit={unit.pk}")


@login_required
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one of a unit's proposals at another place."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    _filter, unit = _filters(request, actor, found)
    form = RankForm(_place(request))
    if not form.is_valid():
        raise Refused("nobody_picked")
    own = [row.pk for row in dossiers.proposed_by(actor, found, unit)]
    if form.cleaned_data["pk"] in own:
        own.remove(form.cleaned_data["pk"])
        own.insert(form.cleaned_data["position"] - 1, form.cleaned_data["pk"])
    verbs.order_proposals(actor=actor, round=found, unit=unit, order=own)
    return redirect(f"{reverse('nominations:propose', args=[pk])}?unit={unit.pk}")


def _place(request: HttpRequest) -> dict[str, str]:
    """Read a button 'move' whose value is 'dossier:position'."""
    pk, _colon, position = request.POST.get("move", "").partition(":")
    return {"pk": pk, "position": position}


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take dossiers back."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    form = PickForm(request.POST)
    if not form.is_valid():
        raise Refused("nobody_picked")
    ids, reason = form.cleaned_data["pick"], form.cleaned_data["reason"]
    taken = verbs.withdraw_people(actor=actor, round=found, ids=ids, reason=reason, today=clock.today(), now=clock.now())
    messages.success(request, ngettext("%(n)d dossier withdrawn.", "%(n)d dossiers withdrawn.", taken) % {"n": taken})
    return redirect("nominations:round", pk)
