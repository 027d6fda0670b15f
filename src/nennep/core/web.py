"""What every view needs of its request."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nennep.core.actors import Actor


def actor_of_request(request: HttpRequest) -> Actor:
    """Return who asks (the actor middleware put it there)."""
    return cast("Actor", request.actor())  # type: ignore[attr-defined]  # set by the actor middleware


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, partial: str | None = None, status: int = 200
) -> HttpResponse:
    """Render a page; an HTMX request gets only `partial`, a template of its own included by the page."""
    wants_part = partial is not None and request.headers.get("HX-Request") == "true"
    return render(request, partial if wants_part and partial else template, context, status=status)
