"""Commendations: the list, and recording one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.recognition import policy
from nennep.recognition.actions.commendation import record_commendation
from nennep.recognition.forms import CommendationFilter, CommendationForm
from nennep.recognition.queries.commendation import listed


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the commendations in reach."""
    actor = actor_of_request(request)
    require(policy.can_read(actor))
    form = CommendationFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = listed(actor, text=asked.get("q", ""), year=asked.get("year"))
    context = {"form": form, "page": page_of(rows, request.GET.get("page")), "can_record": policy.can_record_any(actor)}
    return answer(request, "recognition/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Record a commendation; `?person=CODE` fills in the person."""
    actor = actor_of_request(request)
    require(policy.can_record_any(actor))
    form = CommendationForm(actor, request.POST or None, initial={"person_code": request.GET.get("person", "")})
    if request.method == "POST" and form.is_valid():
        try:
            record_commendation(actor=actor, decision=form.decision, to=form.to, today=clock.today())
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The commendation is recorded."))
            return redirect("recognition:list")
    return answer(request, "recognition/add.html", {"form": form}, status=422 if form.errors else 200)
