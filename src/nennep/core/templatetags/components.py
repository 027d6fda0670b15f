"""Template tags of the design system; every template has them without loading (docs/design.md shows each in use)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, DateInput, FileInput, RadioSelect
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from nennep.core.templatetags.filter_bar import DASHES, filters

register = template.Library()

KINDS = (
    ("file", FileInput),
    ("choices", (RadioSelect, CheckboxSelectMultiple)),
    ("check", CheckboxInput),
    ("date", DateInput),
)
TONE_ICONS = {"neutral": "circle", "soon": "clock", "late": "alert-triangle", "done": "check", "info": "info-circle"}


class Step(TypedDict):
    """One mark of a timeline; only `title` must be given."""

    title: str
    when: Any
    text: str
    icon: str
    tone: str
    url: str


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw a Tabler icon named in static/icons.txt; it stands beside words and is hidden from screen readers."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', classes, static("dist/icons.svg"), name
    )


BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Chrome/", "Chrome"),
    ("Firefox/", "Firefox"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Name browser and system of a user agent, as 'Chrome · Windows'; one that is not known stays as it is."""
    found = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in found if name) or user_agent


@register.inclusion_tag("components/badge.html")
def badge(text: object, tone: str = "neutral", icon: str = "") -> dict[str, object]:
    """Show a state as a word with its icon; tones: neutral, soon, late, done, info."""
    return {"text": text, "tone": tone, "icon": icon or TONE_ICONS.get(tone, "circle")}


@register.inclusion_tag("components/figure.html")
def figure(  # noqa: PLR0917 - templates give label, value and url by place
    label: object,
    value: object,
    url: str = "",
    unit: object = "",
    note: object = "",
    trend: Sequence[float] = (),
    tone: str = "",
) -> dict[str, object]:
    """Show a figure that opens the rows behind it (`url`); `trend` is drawn as a small line, oldest first."""
    return {"label": label, "value": value, "url": url, "unit": unit, "note": note, "trend": trend, "tone": tone}


@register.inclusion_tag("components/spark.html")
def spark(values: Sequence[float]) -> dict[str, object]:
    """Draw a line without axes; it needs two values at least."""
    numbers = [float(value) for value in values]
    if len(numbers) < 2:  # noqa: PLR2004 - a line has two ends
        return {"points": ""}
    low, high = min(numbers), max(numbers)
    step, scale = 84 / (len(numbers) - 1), 22 / ((high - low) or 1)
    places = [(round(at * step, 1), round(24 - (value - low) * scale, 1)) for at, value in enumerate(numbers)]
    return {"points": " ".join(f"{x},{y}" for x, y in places), "x": str(places[-1][0]), "y": str(places[-1][1])}


@register.inclusion_tag("components/bar.html")
def bar(value: float | None, whole: float | None = 100, tone: str = "", text: object = None) -> dict[str, object]:
    """Draw `value` of `whole` as a bar in a cell, with `text` (or the percentage) beside it."""
    percent = min(100, max(0, round(100 * (value or 0) / whole))) if whole else 0
    return {"percent": percent, "tone": tone, "text": f"{percent}%" if text is None else text}


@register.filter
def heat(percent: float | None) -> str:
    """Name the class of a cell's heat color: heat-1 (below 50 %) to heat-5 (95 % and more); the number stays in the cell."""
    if percent is None:
        return ""
    return f"heat-{1 + sum(percent >= edge for edge in (50, 70, 85, 95))}"


@register.inclusion_tag("components/empty.html")
def empty(title: object, text: object = "", url: str = "", label: object = "", icon: str = "list-details") -> dict[str, object]:
    """Stand where a list has no row, and name the next step."""
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("components/notice.html")
def notice(text: object, tone: str = "info", title: object = "", source: object = "") -> dict[str, object]:
    """Say something within the page; `source` is the legal basis or what was not verified."""
    return {"text": text, "tone": tone, "title": title, "source": source, "icon": TONE_ICONS.get(tone, "info-circle")}


@register.inclusion_tag("components/paginate.html", takes_context=True)
def paginate(context: Context, page: "Page[Any]") -> dict[str, object]:
    """Link the pages of a list, keeping the query string."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context.get("request")}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: object, classes: str = "", default: str = "") -> dict[str, object]:
    """Give a <th> whose link sorts by `key`: `?sort=key`, then `?sort=-key`; `default` is the order without a query."""
    request: HttpRequest = context["request"]
    current = request.GET.get("sort") or default
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    following = f"-{key}" if state == "ascending" else key
    return {"request": request, "label": label, "classes": classes, "state": state, "following": following}


@register.inclusion_tag("components/timeline.html")
def timeline(steps: Iterable[Step | Mapping[str, object]]) -> dict[str, object]:
    """Show what happened, latest first as given: mappings with title, when, text, icon, tone, url."""
    return {"steps": steps}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[Sequence[object]]) -> dict[str, object]:
    """List facts: (label, value) or (label, value, note) in order; a None or empty value shows as a dash."""
    return {"facts": [(pair[0], pair[1], pair[2] if len(pair) > 2 else "") for pair in pairs]}  # noqa: PLR2004


@register.inclusion_tag("components/masked.html")
def masked(value: object, url: str) -> dict[str, object]:
    """Show a masked value with a button that POSTs to `url`, which answers with the open value and logs the look."""
    return {"value": value, "url": url}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Mapping[str, object]], label: object = "") -> dict[str, object]:
    """Link the parts of a record: mappings with label, url, active, count."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/steps.html")
def steps(labels: Iterable[object], current: int) -> dict[str, object]:
    """Show the steps of a wizard; `current` counts from 1."""
    return {"labels": labels, "current": current}


@register.inclusion_tag("components/chart.html")
def chart(name: str, data: Mapping[str, object], title: object = "") -> dict[str, object]:
    """Draw `data` and put the same numbers beside it as a table.

    Args:
        name: an id unique in the page.
        data: {"kind": "bar"|"line"|"stack"|"pie", "labels": [...], "series": [{"name", "values", "urls"?, "tone"?}]}.
        title: what the table and the drawing are called.
    """
    labels: Any = data["labels"]
    series: Any = data["series"]
    rows = [(label, [(one["values"][at], (one.get("urls") or {at: ""})[at]) for one in series]) for at, label in enumerate(labels)]
    return {"name": name, "data": data, "title": title, "series": series, "rows": rows}


@register.inclusion_tag("components/job_progress.html")
def job_progress(job: Any, url: str, label: object = "") -> dict[str, object]:
    """Show a long work (a jobs.Job); until it is finished htmx asks `url` for this component every 2 seconds."""
    tone = {"done": "done", "failed": "late", "cancelled": "neutral"}.get(job.state, "info")
    value = str(job.progress_total if job.state == "done" else job.progress_done)
    return {"job": job, "url": url, "label": label, "tone": tone, "value": value, "whole": str(job.progress_total)}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: object = "", optional: bool = True) -> dict[str, object]:
    """Render one field: label, help, error, control. Kind and attributes follow the widget.

    A date is typed as dd/mm/yyyy whatever the browser's language: its own date control would follow that language.
    """
    widget = bound.field.widget
    kind = next((kind for kind, classes in KINDS if isinstance(widget, classes)), "plain")
    if getattr(bound.field, "empty_label", None) == DASHES:
        bound.field.empty_label = gettext("– choose –")  # type: ignore[attr-defined]  # only fields with a queryset have it
    control = bound.as_widget(DateInput(widget.attrs, format="%d/%m/%Y")) if kind == "date" else bound
    need = optional and not bound.field.required
    return {"field": bound, "control": control, "kind": kind, "label": label or bound.label, "optional": need}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """List at the top of a form what must be mended, each line a link to its field."""
    wrong = [(bound.id_for_label or bound.auto_id, bound.label, error) for bound in form for error in bound.errors]
    return {"wrong": wrong, "general": form.non_field_errors(), "form": form}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, object]:
    """Render a whole form: error summary, hidden fields, then each field."""
    return {"form": form}


register.inclusion_tag("components/filters.html", takes_context=True)(filters)


@register.inclusion_tag("components/roll_list.html", takes_context=True)
def roll_list(
    context: Context, name: object, rows: Iterable[object], states: Iterable[Sequence[object]], save_url: str
) -> dict[str, object]:
    """List who is expected, each with the states to touch; rollcall.js keeps and sends the marks.

    Args:
        context: of the page; gives the CSRF token.
        name: of the gathering, unique: under it unsent marks lie in the browser.
        rows: each with attendee, name, detail, state.
        states: (value, label, tone, icon), three or four.
        save_url: takes POSTed JSON {"marks": [{"attendee", "state", "client_time", "nonce"}]}, any order, any repeats.
    """
    return {"name": name, "rows": rows, "states": states, "save_url": save_url, "csrf_token": context.get("csrf_token")}


@register.simple_block_tag
def dialog(content: str, name: str, title: object, wide: bool = False) -> SafeString:
    """Wrap `content` in a native dialog; any button with data-opens="name" opens it."""
    return render_to_string("components/dialog.html", {"content": content, "name": name, "title": title, "wide": wide})


@register.simple_block_tag
def menu(content: str, label: object, icon: str = "", classes: str = "", end: bool = True) -> SafeString:
    """Wrap .menu-item links and buttons in a menu that opens under its button."""
    return render_to_string(
        "components/menu.html", {"content": content, "label": label, "icon": icon, "classes": classes, "end": end}
    )
