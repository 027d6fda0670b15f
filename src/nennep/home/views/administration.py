"""What administrators open: accounts, the log of their reach, long work, programs and rules."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nennep.core.actors import Role
from nennep.core.errors import require
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request
from nennep.home.queries import news


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the log of the units that one administers, with the ways to what else is administered."""
    actor = actor_of_request(request)
    require(bool(actor.paths(Role.ADMINISTRATOR)))
    page = page_of(news.administered(actor, request.GET.get("q", "")), request.GET.get("page"))
    return render(request, "home/administration.html", {"page": page, "q": request.GET.get("q", "")})
