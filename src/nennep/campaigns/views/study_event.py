"""Study events, read-only: year books bring them in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nennep.campaigns import policy
from nennep.campaigns.forms import EventFilter
from nennep.campaigns.queries import study_event
from nennep.core.errors import NotVisible, require
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the events in reach, with how many came."""
    actor = actor_of_request(request)
    require(policy.can_read(actor))
    form = EventFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = study_event.listed(actor, text=asked.get("q", ""), year=asked.get("year"), form=asked.get("form", ""))
    return answer(request, "campaigns/list.html", {"form": form, "page": page_of(rows, request.GET.get("page"))})


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one event: its figures, each unit, and the people behind the figure chosen (`?which=`, `?unit=`)."""
    actor = actor_of_request(request)
    event = study_event.visible_or_404(actor, pk)
    which, unit = request.GET.get("which", "expected"), request.GET.get("unit", "")
    if unit and not unit.isdecimal():
        raise NotVisible
    people = study_event.attendees(actor, event, which=which, unit=int(unit) if unit else None)
    context = {
        "event": event,
        "counts": study_event.counts(actor, event),
        "units": study_event.by_unit(actor, event),
        "which": which,
        "unit": unit,
        "page": page_of(people, request.GET.get("page")),
    }
    return answer(request, "campaigns/event.html", context)
