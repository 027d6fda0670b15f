"""Early signs on the desk of provider and sending unit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.classes.queries import early_signs
from nennep.classes.rules.early_signs import Sign
from nennep.core import clock
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the trainees who may fail, with the reason."""
    page = page_of(early_signs.rows(actor_of_request(request), clock.today()), request.GET.get("page"))
    words = {
        Sign.LEFT: (_("left the class"), "late", "user-x"),
        Sign.LOST: (_("cannot reach the attendance floor any more"), "late", "circle-x"),
        Sign.BELOW: (_("below the attendance floor so far"), "soon", "alert-triangle"),
        Sign.IN_A_ROW: (_("absent several times in a row"), "soon", "alert-circle"),
    }
    found = [early_signs.sign_of(row) for row in page]
    rows = [{"sign": one, "words": [words[sign] for sign in one.signs]} for one in found]
    return answer(request, "classes/signs.html", {"page": page, "rows": rows})
