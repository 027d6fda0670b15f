"""Absences of a class and what was made up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.classes import policy
from nennep.classes.actions.make_up import make_up_absence, take_back_make_up
from nennep.classes.forms.make_up import MakeUpForm
from nennep.classes.queries import make_up, training_class
from nennep.classes.queries.sight import sight_of
from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who missed what, and what was made up."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    context = {
        "class": found,
        "sight": sight_of(actor, found),
        "tab": "absences",
        "page": page_of(make_up.absences(actor, found), request.GET.get("page"), size=100),
    }
    return answer(request, "classes/absences.html", context)


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an absence was made up."""
    actor, today = actor_of_request(request), clock.today()
    absence = make_up.absence_or_404(actor, pk)
    found = absence.gathering.class_session.training_class
    require(policy.can_manage(actor, found))
    form = MakeUpForm(request.POST or None, initial={"made_up_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            make_up_absence(actor=actor, absence=absence, now=clock.now(), today=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Recorded: %(name)s made up the session.") % {"name": absence.person})
            return redirect("classes:absences", found.pk)
    context = {"absence": absence, "class": found, "form": form}
    return answer(request, "classes/make_up.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that an absence was made up."""
    actor = actor_of_request(request)
    absence = make_up.absence_or_404(actor, pk)
    take_back_make_up(actor=actor, absence=absence, now=clock.now())
    messages.success(request, _("Taken back: %(name)s is absent from the session again.") % {"name": absence.person})
    return redirect("classes:absences", absence.gathering.class_session.training_class_id)
