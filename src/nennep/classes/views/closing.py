"""Closing a class in three steps, and its certificates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.classes import policy
from nennep.classes.actions.certificate import ask_papers
from nennep.classes.actions.closing import close_class
from nennep.classes.forms.result import CloseForm
from nennep.classes.models import ClassState
from nennep.classes.queries import certificate, training_class
from nennep.classes.queries.closing import preview
from nennep.classes.queries.sight import sight_of
from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what closing does, step by step, and do it."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found))
    if found.state == ClassState.CLOSED:
        return redirect("classes:certificates", pk)
    form = CloseForm(request.POST or None, initial={"closed_on": found.closes_on})
    if request.method == "POST" and form.is_valid():
        try:
            done = close_class(actor=actor, training_class=found, today=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            said = _("The class is closed: %(results)d results written, %(papers)d certificates issued.")
            messages.success(request, said % {"results": done.results, "papers": done.certificates})
            return redirect("classes:certificates", pk)
    plan = preview(found)
    step = 1 if plan.gaps else 2 if request.GET.get("step") != "3" and not form.is_bound else 3
    context = {"class": found, "form": form, "plan": plan, "step": step}
    return answer(request, "classes/close.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the certificates of a class."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    rows = certificate.of_class(actor, found)
    context = {
        "class": found,
        "sight": sight_of(actor, found),
        "tab": "results",
        "page": page_of(rows, request.GET.get("page"), size=100),
    }
    return answer(request, "classes/certificates.html", context)


@login_required
@require_POST
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Have all certificates of a class made: one PDF, or one file each."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    job = ask_papers(actor=actor, training_class=found, each=request.POST.get("each") == "yes")
    return redirect("jobs:progress", job.pk)
