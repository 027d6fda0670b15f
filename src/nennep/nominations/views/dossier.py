"""One dossier, and those that hold the places of a quota."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.views.decorators.http import require_GET

from nennep.core.paging import page_of
from nennep.core.web import actor_of_request, answer
from nennep.nominations import policy, wording
from nennep.nominations.models import Nomination
from nennep.nominations.queries import dossier as dossiers
from nennep.planning.queries import quota

ICONS = {
    "proposed": "send",
    "selected": "user-check",
    "reserve": "hourglass",
    "not_selected": "user-minus",
    "submitted": "file-text",
    "admitted": "check",
    "returned": "arrow-back-up",
    "declined": "x",
    "withdrawn": "user-x",
}
TONES = {"selected": "info", "submitted": "info", "admitted": "done", "returned": "soon", "declined": "late", "withdrawn": "late"}


@login_required
@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a dossier: who, why, what speaks for or against, and its way so far."""
    actor = actor_of_request(request)
    found = dossiers.visible_or_404(actor, pk)
    context = {
        "dossier": found,
        "lines": wording.shown(found.eligibility),
        "timeline": list(_timeline(found)),
        "may_withdraw": policy.can_withdraw(actor, found) and found.state not in {"declined", "withdrawn", "not_selected"},
        "may_prepare": policy.can_prepare(actor, found.round),
    }
    return answer(request, "nominations/dossier.html", context)


def _timeline(found: Nomination) -> Iterator[dict[str, Any]]:
    for step in dossiers.steps(found):
        said = " · ".join(part for part in (step.get_cause_display(), step.reason, step.by_name) if part)
        yield {
            "title": step.get_state_display(),
            "when": formats.date_format(timezone.localtime(step.at), "SHORT_DATETIME_FORMAT"),
            "text": said,
            "icon": ICONS[step.state],
            "tone": TONES.get(step.state, "neutral"),
        }


@login_required
@require_GET
def holding(request: HttpRequest, account_pk: int) -> HttpResponse:
    """Show who holds the places of a quota."""
    actor = actor_of_request(request)
    account = quota.visible_or_404(actor, account_pk)
    page = page_of(dossiers.holding(actor, account_pk), request.GET.get("page"))
    return answer(request, "nominations/holding.html", {"page": page, "account": account})
