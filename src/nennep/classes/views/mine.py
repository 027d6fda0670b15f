"""A trainee's own pages, for a phone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from nennep.attendance.rules.code import PREFIX
from nennep.classes.queries import mine
from nennep.core import clock
from nennep.core.web import actor_of_request, answer
from nennep.records.paper import qr_data


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show one's own classes."""
    return answer(request, "classes/mine.html", {"rows": mine.enrollments(actor_of_request(request))})


@login_required
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a class to its trainee: the next session with the code, leave, results."""
    found = mine.mine_or_404(actor_of_request(request), pk)
    shown = mine.of(found, timezone.localtime(clock.now()))
    context = {
        "row": found,
        "class": found.training_class,
        "mine": shown,
        "today": clock.today(),
        "qr": qr_data(PREFIX + shown.code) if shown.code else "",
    }
    return answer(request, "classes/my_class.html", context)
