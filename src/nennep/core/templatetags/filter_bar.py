"""The filters of a list: a search field and chips, all kept in the URL."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect, Select, SelectMultiple
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext

DASHES = "---------"
FEW = 12


def filters(context: Context, form: BaseForm, views: Iterable[object] = (), save_url: str = "") -> dict[str, object]:
    """Show a GET form as a search field (`q`) and chips, kept in the URL.

    Args:
        context: of the page; needs the request.
        form: bound to request.GET; the field named `q` is the search, every other a chip.
        views: saved views, each with label, url and active.
        save_url: where `label` and `query` are POSTed to save the present filters.
    """
    request: HttpRequest = context["request"]
    chips = [_chip(request, bound) for bound in form.visible_fields() if bound.name != "q"]
    own = {*form.fields, *map("{}_code".format, form.fields), "page"}
    kept = [(key, value) for key, values in request.GET.lists() for value in values if key not in own]
    return {
        "request": request,
        "search": form["q"] if "q" in form.fields else None,
        "chips": chips,
        "kept": kept,
        "any_on": any(chip["shown"] for chip in chips),
        "views": views,
        "save_url": save_url,
        "csrf_token": context.get("csrf_token"),
    }


def _chip(request: HttpRequest, bound: BoundField) -> dict[str, Any]:
    value = bound.value()
    chosen = [str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one not in (None, "", False)]
    choices = [(key, gettext("All") if text == DASHES else text) for key, text in getattr(bound.field, "choices", ())]
    labels = {str(key): str(text) for key, text in choices}
    names = [labels.get(one, one.removeprefix("=")) for one in chosen]
    without = request.GET.copy()
    for key in (bound.name, f"{bound.name}_code", "page"):
        without.pop(key, None)
    return {
        "field": bound,
        "control": _control(bound, choices),
        "shown": bool(chosen),
        "text": "" if isinstance(bound.field.widget, CheckboxInput) else ", ".join(names[:1]),
        "more": len(names) - 1,
        "clear": f"{request.path}?{without.urlencode()}",
    }


def _control(bound: BoundField, choices: list[tuple[Any, Any]]) -> SafeString | None:
    """Return a choice of one as a list to click when it is short, else as it is; None for other kinds of field."""
    widget = bound.field.widget
    if not isinstance(widget, Select) or isinstance(widget, SelectMultiple | RadioSelect):
        return None
    if getattr(widget, "more", False):
        return bound.as_widget()
    made = RadioSelect if len(choices) <= FEW else Select
    return bound.as_widget(made(choices=choices))
