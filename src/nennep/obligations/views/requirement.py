"""The requirements: listed for everybody, changed by administrators with a preview of whom it touches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.errors import require
from nennep.core.web import actor_of_request
from nennep.obligations import policy
from nennep.obligations.actions import requirement as actions
from nennep.obligations.forms import RequirementForm
from nennep.obligations.models import Requirement
from nennep.obligations.queries import requirement as requirements
from nennep.obligations.queries.impact import of_requirement


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show all requirements."""
    context = {
        "requirements": requirements.present(clock.today()),
        "ended": requirements.ended(clock.today()),
        "today": clock.today(),
        "may_edit": policy.can_edit_requirements(actor_of_request(request)),
    }
    return render(request, "obligations/requirements.html", context)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add a requirement: typed, previewed, saved."""
    return _edit(request, None)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a requirement: typed, previewed, saved."""
    return _edit(request, requirements.get_or_404(pk))


def _edit(request: HttpRequest, requirement: Requirement | None) -> HttpResponse:
    actor, today = actor_of_request(request), clock.today()
    require(policy.can_edit_requirements(actor))
    form = RequirementForm(request.POST or None, of=requirement, today=today)
    context = {"form": form, "requirement": requirement}
    if not form.is_valid():
        return render(request, "obligations/requirement_form.html", context, status=422 if form.is_bound else 200)
    draft, also = form.draft(), list(form.cleaned_data["also"])
    if request.POST.get("step") != "save":
        day = max(today, draft.starts_on or today)
        replaced = requirements.version_on(requirement.code, day) if requirement else None
        before = requirements.asked_if_in_force(replaced, None, day)
        after = requirements.asked_if_in_force(draft, also, day)
        impact = of_requirement(actor, before, after, day)
        return render(request, "obligations/requirement_form.html", context | {"impact": impact, "day": day})
    if requirement is None:
        actions.add_requirement(actor=actor, draft=draft, also=also)
    else:
        actions.edit_requirement(actor=actor, requirement=requirement, draft=draft, also=also, today=today)
    messages.success(request, _("%(name)s was saved.") % {"name": draft.name})
    return redirect("obligations:requirements")
