"""A lecturer's own pages: the sessions taught, and their classes to look at."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nennep.classes.queries import lecturer
from nennep.core import clock
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the sessions that one teaches: those to come, or with `?past=1` those held."""
    actor, today = actor_of_request(request), clock.today()
    past = request.GET.get("past") == "1"
    rows = lecturer.sessions(actor).filter(gathering__held_on__lt=today).reverse() if past else lecturer.coming(actor, today)
    context = {"page": page_of(rows, request.GET.get("page")), "past": past, "today": today}
    return answer(request, "classes/teaching.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a class to its lecturer: timetable, roll calls and who sits in it."""
    actor = actor_of_request(request)
    found = lecturer.class_or_404(actor, pk)
    context = {
        "class": found,
        "lessons": lecturer.lessons(actor, found),
        "page": page_of(lecturer.trainees(found), request.GET.get("page"), size=100),
        "today": clock.today(),
    }
    return answer(request, "classes/taught_class.html", context)
