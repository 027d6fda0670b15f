"""Money paid for trainees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nennep.classes.actions.support import add_support, remove_support
from nennep.classes.forms.keys import keys_of
from nennep.classes.forms.result import SupportForm
from nennep.classes.queries import support, training_class
from nennep.classes.queries.sight import sight_of
from nennep.core.errors import NotVisible, Refused
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is paid for whom and from where, and enter more for those who are picked."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    sight = sight_of(actor, found)
    if not sight.shares_log:
        raise NotVisible
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ids = keys_of(request.POST.getlist("trainees"))
        try:
            made = add_support(actor=actor, training_class=found, enrollment_ids=ids, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            n = len(made)
            messages.success(request, ngettext("Entered for %(n)d person.", "Entered for %(n)d people.", n) % {"n": n})
            return redirect("classes:support", pk)
    rows = support.trainees(actor, found, sight)
    context = {
        "class": found,
        "sight": sight,
        "tab": "support",
        "rows": rows,
        "totals": support.totals(rows),
        "sources": support.sources(actor),
        "form": form,
    }
    return answer(request, "classes/support.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an amount away."""
    actor = actor_of_request(request)
    found = support.visible_or_404(actor, pk)
    class_pk = found.enrollment.training_class_id
    remove_support(actor=actor, support=found)
    messages.success(request, _("The amount was removed."))
    return redirect("classes:support", class_pk)
