"""Refusals that a view let through become answers here, the same for every page."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from nennep.core.errors import Forbidden, NotVisible, Refused
from nennep.core.sentences import sentence


class RefusalMiddleware:
    """422 with the sentence for `Refused`, 403 for `Forbidden`, 404 for `NotVisible`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; no text of ours holds a NUL, and PostgreSQL stores none."""
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path.startswith("/api/"):  # the API has its own words
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; anything else is a fault and goes on."""
        if isinstance(exception, NotVisible):
            raise Http404 from exception
        if isinstance(exception, Forbidden):
            return render(request, "403.html", status=403)
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"sentence": sentence(exception)}, status=422)
        return None
