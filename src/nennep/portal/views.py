"""The public check of a certificate: it confirms what a paper says, and lists nothing."""

from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.portal.forms import CheckForm
from nennep.portal.rules import WINDOW, may_ask, recent
from nennep.records.queries.certificate import by_paper, by_token

View = Callable[..., HttpResponse]


def gently(view: View) -> View:
    """Answer 429 to an address that asks too often (counted by each process: a brake, no lock)."""

    @wraps(view)
    def braked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key, now = f"portal:{request.META.get('REMOTE_ADDR', '')}", clock.now().timestamp()
        asked = cache.get(key, [])
        if not may_ask(asked, now):
            answer = render(request, "portal/too_many.html", status=429)
            answer["Retry-After"] = str(WINDOW)
            return answer
        cache.set(key, [*recent(asked, now), now], WINDOW)
        return view(request, *args, **kwargs)

    return braked


@never_cache
@require_GET
@gently
def check(request: HttpRequest) -> HttpResponse:
    """Take number and name as on the paper, and confirm or deny."""
    asked = "number" in request.GET
    form = CheckForm(request.GET if asked else None)
    if not asked or not form.is_valid():
        return render(request, "portal/check.html", {"form": form}, status=422 if asked else 200)
    found = by_paper(**form.cleaned_data)
    return render(request, "portal/certificate.html", {"certificate": found, "form": form}, status=200 if found else 404)


@never_cache
@require_GET
@gently
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm or deny the paper of a public address."""
    found = by_token(token)
    return render(request, "portal/certificate.html", {"certificate": found}, status=200 if found else 404)
