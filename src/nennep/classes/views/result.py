"""Marks and results of a class."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nennep.classes import policy
from nennep.classes.actions.result import classify_by_hand, enter_marks, set_parts
from nennep.classes.forms.result import PartsForm, chosen_of, entries_of
from nennep.classes.forms.training_class import lines
from nennep.classes.models import ClassState
from nennep.classes.queries import result, training_class
from nennep.classes.queries.rule_set import rules_of
from nennep.classes.queries.sight import sight_of
from nennep.core import clock
from nennep.core.errors import require
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the marks and what comes of them; the registrar enters them here."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    context = {
        "class": found,
        "sight": sight_of(actor, found),
        "tab": "results",
        "rows": result.grid(actor, found),
        "rules": rules_of(found),
        "may_enter": policy.can_manage(actor, found) and found.state != ClassState.CLOSED,
        "parts_form": PartsForm(initial={"parts": "\n".join(found.parts)}),
    }
    return answer(request, "classes/results.html", context)


@login_required
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a grid of marks or classifications."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found))
    rows = result.grid(actor, found)
    chosen = chosen_of(request.POST, rows)
    if chosen:
        moved = classify_by_hand(actor=actor, training_class=found, chosen=chosen)
    else:
        moved = enter_marks(
            actor=actor, training_class=found, entries=entries_of(request.POST, rows, found.parts), today=clock.today()
        )
    messages.success(request, ngettext("%(n)d trainee changed.", "%(n)d trainees changed.", moved) % {"n": moved})
    return redirect("classes:results", pk)


@login_required
@require_POST
def parts(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the parts that are marked."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    set_parts(actor=actor, training_class=found, parts=lines(request.POST.get("parts", "")))
    messages.success(request, _("The parts were saved."))
    return redirect("classes:results", pk)
