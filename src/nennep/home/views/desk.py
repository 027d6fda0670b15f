"""The first page of everybody: what waits, the figures, what changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request
from nennep.home.actions import note_seen
from nennep.home.queries import desk, news, search
from nennep.organizations.middleware import SESSION_UNIT

NEWS = 8


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the desk."""
    actor, today = actor_of_request(request), clock.today()
    seen_at = request.user.seen_desk_at if isinstance(request.user, User) else None
    context = {
        "waiting": desk.waiting(actor, today),
        "figures": desk.figures(actor, today),
        "news": news.doings(news.since(actor, seen_at) if seen_at else news.in_reach(actor), NEWS),
        "today": today,
    }
    return render(request, "home/desk.html", context)


@login_required
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Answer the search field with what was found."""
    groups = search.found(actor_of_request(request), request.GET.get("q", ""))
    return render(request, "home/found.html", {"groups": groups, "q": request.GET.get("q", "")})


@login_required
@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """Show what changed in one's reach."""
    page = page_of(news.in_reach(actor_of_request(request)), request.GET.get("page"))
    return render(request, "home/news.html", {"page": page})


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Take the news as seen."""
    note_seen(user_id=request.user.pk or 0, now=clock.now())
    return redirect("home:notifications")


@login_required
@require_POST
def switch_unit(request: HttpRequest) -> HttpResponse:
    """Act in another unit from now on."""
    unit = request.POST.get("unit", "")
    if unit.isdecimal():
        request.session[SESSION_UNIT] = int(unit)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if safe else "home:desk")
