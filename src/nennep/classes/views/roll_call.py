"""The roll call on a phone: the page, what it sends, and the worker that keeps the page without a network."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from nennep.attendance.models import State
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.forms.roll_call import marks_of
from nennep.classes.queries import roll_call
from nennep.core import clock
from nennep.core.errors import Refused
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer

WORKER = Path(settings.PACKAGE) / "static" / "js" / "rollcall-worker.js"


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is expected at a session, each with three states under the thumb."""
    actor = actor_of_request(request)
    session = roll_call.callable_or_404(actor, pk)
    rows = roll_call.roll(actor, session)
    context = {
        "session": session,
        "class": session.training_class,
        "rows": rows,
        "roll_name": f"{actor.user_id}-{session.gathering_id}",
        "marked": sum(row["state"] != State.EXPECTED for row in rows),
        "states": [
            (State.PRESENT.value, _("Present"), "done", "check"),
            (State.EXCUSED.value, _("With reason"), "soon", "clock"),
            (State.UNEXCUSED.value, _("Without reason"), "late", "x"),
        ],
    }
    return answer(request, "classes/roll_call.html", context)


@login_required
@require_POST
def marks(request: HttpRequest, pk: int) -> JsonResponse:
    """Take the marks that a phone sends; sent again they change nothing."""
    actor = actor_of_request(request)
    try:
        given = marks_of(request.body, request.headers.get("User-Agent", ""))
        recorded = mark_attendance(actor=actor, session_id=pk, marks=given, now=clock.now())
    except Refused as refusal:
        roll_call.callable_or_404(actor, pk)  # strangers get no answer that others do not
        return JsonResponse({"reason": refusal.reason, "sentence": sentence(refusal)}, status=422)
    return JsonResponse({"new": recorded.new, "repeated": recorded.repeated})


@require_GET
@cache_control(max_age=0, no_cache=True)
def worker(request: HttpRequest) -> FileResponse:
    """Hand out the service worker from under the pages that it serves."""
    return FileResponse(WORKER.open("rb"), content_type="text/javascript; charset=utf-8")
