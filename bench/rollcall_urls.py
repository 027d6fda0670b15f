"""The routes of the program, and the bare views that the roll call is measured against."""

import secrets

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from nennep.attendance.models import AttendanceMark
from nennep.config.urls import urlpatterns as program
from nennep.core import clock


@require_POST
def bare(request: HttpRequest, attendee: int) -> HttpResponse:
    """Insert one row and nothing else."""
    now = clock.now()
    AttendanceMark.objects.create(
        attendee_id=attendee, state="present", source="list", nonce=secrets.token_hex(8), client_time=now, server_time=now
    )
    return HttpResponse("1")


urlpatterns = [
    path("bench/bare/<int:attendee>/", bare),
    path("bench/signed-in/<int:attendee>/", login_required(bare)),
    *program,
]
