"""Letting one person off one requirement, and binding the person again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nennep.core import clock
from nennep.core.errors import require
from nennep.core.web import actor_of_request
from nennep.obligations import policy
from nennep.obligations.actions import waiver as actions
from nennep.obligations.forms import WaiverForm
from nennep.obligations.queries import requirement as requirements
from nennep.obligations.queries import waiver as waivers
from nennep.people.queries import person as people


@login_required
def waive(request: HttpRequest, pk: int, requirement_pk: int) -> HttpResponse:
    """Show what binds the person, and waive it for a reason."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    requirement = requirements.get_or_404(requirement_pk)
    require(bool(actor.paths(*policy.WAIVERS)))
    form = WaiverForm(request.POST or None)
    if form.is_valid():
        actions.waive(actor=actor, person=person, requirement=requirement, today=clock.today(), **form.cleaned_data)
        text = _("%(name)s is waived from %(requirement)s.") % {"name": person.full_name, "requirement": requirement.name}
        messages.success(request, text)
        return redirect("obligations:list")
    context = {
        "person": person,
        "requirement": requirement,
        "form": form,
        "line": waivers.line_of(person, requirement, clock.today()),
        "present": waivers.in_force_for(person, requirement, clock.today()),
    }
    return render(request, "obligations/waive.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Bind the person again from today on."""
    actor = actor_of_request(request)
    waiver = waivers.visible_or_404(actor, pk)
    actions.end_waiver(actor=actor, waiver=waiver, today=clock.today())
    messages.success(request, _("The waiver was ended."))
    return redirect("obligations:list")
