"""The provider: its inbox, and its answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.errors import Forbidden, Refused
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request
from nennep.core.web import answer as respond
from nennep.nominations import policy
from nennep.nominations.actions.answer import ANSWERS, answer_people
from nennep.nominations.forms import PickForm
from nennep.nominations.models import NominationState
from nennep.nominations.queries import round as rounds


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the lists that were sent to one's provider, those that wait first."""
    actor = actor_of_request(request)
    if not actor.paths(policy.REGISTRAR):
        raise Forbidden
    return respond(request, "nominations/inbox.html", {"page": page_of(rounds.inbox(actor), request.GET.get("page"))})


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Admit, return or decline the people picked."""
    actor = actor_of_request(request)
    found = rounds.visible_or_404(actor, pk)
    form = PickForm(request.POST, outcomes=[state.value for state in ANSWERS])
    if not form.is_valid():
        raise Refused("nobody_picked")
    answered = answer_people(
        actor=actor,
        round=found,
        ids=form.cleaned_data["pick"],
        outcome=NominationState(form.cleaned_data["outcome"]),
        reason=form.cleaned_data["reason"],
        today=clock.today(),
        now=clock.now(),
    )
    messages.success(request, ngettext("%(n)d dossier answered.", "%(n)d dossiers answered.", answered) % {"n": answered})
    return redirect("nominations:round", pk)
