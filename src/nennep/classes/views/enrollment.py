"""Taking people into a class, letting them go, naming who leads a group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nennep.classes import policy
from nennep.classes.actions.enrollment import drop_out, enroll_nominated
from nennep.classes.actions.enrollment import take_back as back
from nennep.classes.actions.leader import name_leader
from nennep.classes.forms.keys import keys_of
from nennep.classes.forms.training_class import DropOutForm
from nennep.classes.queries import enrollment, training_class
from nennep.classes.queries.candidate import candidates
from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose among the people admitted to the program, and take them in."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found))
    if request.method == "POST":
        chosen = keys_of(request.POST.getlist("nominations"))
        made = enroll_nominated(actor=actor, training_class=found, nomination_ids=chosen, now=clock.now())
        messages.success(request, ngettext("%(n)d person taken in.", "%(n)d people taken in.", len(made)) % {"n": len(made)})
        return redirect("classes:detail", pk)
    return answer(request, "classes/take_in.html", {"class": found, "candidates": list(candidates(found))})


@login_required
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a trainee left."""
    actor, today = actor_of_request(request), clock.today()
    found = enrollment.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found.training_class))
    form = DropOutForm(request.POST or None, initial={"left_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            drop_out(actor=actor, enrollment=found, today=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("%(name)s is recorded as having left.") % {"name": found.person})
            return redirect("classes:detail", found.training_class_id)
    return answer(request, "classes/leaving.html", {"row": found, "form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a trainee left."""
    actor = actor_of_request(request)
    found = enrollment.visible_or_404(actor, pk)
    back(actor=actor, enrollment=found)
    messages.success(request, _("%(name)s is studying again.") % {"name": found.person})
    return redirect("classes:detail", found.training_class_id)


@login_required
@require_POST
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a trainee the leader of the own group."""
    actor = actor_of_request(request)
    found = enrollment.visible_or_404(actor, pk)
    name_leader(actor=actor, enrollment=found, today=clock.today())
    messages.success(request, _("%(name)s leads the group of %(unit)s.") % {"name": found.person, "unit": found.sending_unit})
    return redirect("classes:detail", found.training_class_id)
