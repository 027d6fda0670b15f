"""The page of one job: how far it is, what came out, and the way to stop it."""

from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.errors import NotVisible
from nennep.core.web import actor_of_request, answer
from nennep.jobs import queries
from nennep.jobs.actions import cancel_job
from nennep.jobs.registry import label_of


@require_GET
@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a job; the part of the page that changes asks again until it has ended."""
    job = queries.visible_or_404(actor_of_request(request), pk)
    return answer(request, "jobs/progress.html", {"job": job, "label": label_of(job.kind)}, partial="jobs/_progress.html")


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the end of a job."""
    actor = actor_of_request(request)
    cancel_job(actor=actor, job=queries.visible_or_404(actor, pk), now=clock.now())
    return redirect("jobs:progress", pk)


@require_GET
@login_required
def result(request: HttpRequest, pk: int) -> FileResponse:
    """Hand over the file that a job made."""
    job = queries.visible_or_404(actor_of_request(request), pk)
    if not job.result_file:
        raise NotVisible
    return FileResponse(job.result_file.open("rb"), as_attachment=True, filename=PurePath(str(job.result_file)).name)
