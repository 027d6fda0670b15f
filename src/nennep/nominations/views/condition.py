"""The conditions of entry: everybody reads them, who keeps the catalog changes them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core.errors import NotVisible, Refused, require
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.nominations import wording
from nennep.nominations.actions.condition import keep_condition
from nennep.nominations.forms import ConditionForm
from nennep.nominations.models import Check, EntryCondition
from nennep.nominations.queries import condition as conditions
from nennep.programs.policy import can_edit_catalog


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the conditions of all programs."""
    actor = actor_of_request(request)
    page = page_of(conditions.listed(), request.GET.get("page"))
    context = {
        "page": page,
        "may_edit": can_edit_catalog(actor),
        "checks": Check.choices,
        "rows": [{"condition": one, "values": wording.values(one.check_code, one.params)} for one in page],
    }
    return answer(request, "nominations/conditions.html", context)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a condition."""
    found = conditions.by_id(pk)
    return _keep(request, Check(found.check_code), found)


@login_required
def add(request: HttpRequest, check: str) -> HttpResponse:
    """Enter a condition."""
    if check not in Check.values:
        raise NotVisible
    return _keep(request, Check(check), None)


def _keep(request: HttpRequest, check: Check, found: EntryCondition | None) -> HttpResponse:
    actor = actor_of_request(request)
    require(can_edit_catalog(actor))
    form = ConditionForm(request.POST if request.method == "POST" else None, check=check, condition=found)
    if form.is_valid():
        try:
            keep_condition(actor=actor, check=check, values=form.values(), condition=found)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The condition was saved. Dossiers of before keep their lines."))
            return redirect("nominations:conditions")
    context = {"form": form, "check": check, "condition": found}
    return answer(request, "nominations/condition.html", context, status=422 if form.is_bound else 200)
