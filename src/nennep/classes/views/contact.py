"""The log shared by the provider and one sending unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.classes.actions.contact import write_note
from nennep.classes.forms.contact import NoteForm
from nennep.classes.models import ContactKind
from nennep.classes.queries import contact, enrollment, training_class
from nennep.classes.queries.sight import Sight, sight_of
from nennep.core import clock
from nennep.core.errors import NotVisible, Refused
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the logs of a class that the actor shares; a single one opens at once."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    sight = sight_of(actor, found)
    if not sight.shares_log:
        raise NotVisible
    partners = list(contact.partners(actor, found))
    if len(partners) == 1:
        return redirect("classes:log_with", pk, partners[0].pk)
    return answer(request, "classes/logs.html", {"class": found, "sight": sight, "tab": "log", "partners": partners})


def _kinds(sight: Sight) -> list[ContactKind]:
    return [
        kind
        for kind, allowed in (
            (ContactKind.CONTACT, True),
            (ContactKind.NOTICE, True),
            (ContactKind.BRIEFING, bool(sight.senders)),
            (ContactKind.VIOLATION, sight.manages),
        )
        if allowed
    ]


@login_required
def log(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Show one log and take a new line."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    unit = contact.partner_or_404(actor, found, unit_pk)
    sight = sight_of(actor, found)
    trainees = enrollment.visible(actor).filter(training_class=found, sending_unit=unit).select_related("person")
    form = NoteForm(request.POST or None, kinds=_kinds(sight), trainees=trainees.order_by("person__sort_key"))
    if request.method == "POST" and form.is_valid():
        try:
            write_note(actor=actor, training_class=found, sending_unit=unit, now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Both sides see this line now."))
            return redirect("classes:log_with", pk, unit_pk)
    context = {
        "class": found,
        "sight": sight,
        "tab": "log",
        "unit": unit,
        "form": form,
        "page": page_of(contact.notes(found, unit), request.GET.get("page")),
    }
    return answer(request, "classes/log.html", context, status=422 if form.is_bound else 200)
