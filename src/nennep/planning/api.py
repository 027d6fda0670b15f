"""Quotas in the HTTP API."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from nennep.accounts.idempotency import idempotent
from nennep.core import clock
from nennep.core.api import Id, Line, Paged, Problem, Window, window_of
from nennep.core.web import actor_of_request
from nennep.planning.actions import quota as verbs
from nennep.planning.actions.quota import Wish
from nennep.planning.models import QuotaAccount
from nennep.planning.queries import quota

router = Router()
MOST_PLACES = 1_000_000


class QuotaOut(Schema):
    """The places of one unit for one program in one year."""

    id: int
    unit: str
    program: str
    year: int
    granted: int = Field(description="From above or outside, less what was given back")
    shared: int = Field(description="Shared out to units below")
    used: int = Field(description="Taken by nominations")


class QuotaQuery(Window):
    """What narrows the list."""

    year: int | None = Field(None, ge=1900, le=2200)
    program: Line = ""


class ShareIn(Schema):
    """The share that one unit below is to have; `seen` is the share that the sender saw, against lost updates."""

    unit: Id = Field(description="Id of a unit directly below")
    seen: int = Field(ge=0, le=MOST_PLACES)
    wanted: int = Field(ge=0, le=MOST_PLACES)


class ShareOutIn(Schema):
    """New shares, all or none."""

    shares: list[ShareIn] = Field(min_length=1, max_length=1000)
    basis: str = Field("", max_length=200, pattern=r"^[^\x00]*$", description="Decision or letter")


@router.get("", response={200: Paged[QuotaOut], 400: Problem, 401: Problem}, summary="Quotas in reach")
def listed(request: HttpRequest, query: Annotated[QuotaQuery, Query()]) -> dict[str, object]:
    """List quota accounts, the latest year first."""
    rows = quota.visible(actor_of_request(request)).order_by("-year", "program__order", "unit__path", "pk")
    if query.year:
        rows = rows.filter(year=query.year)
    if query.program:
        rows = rows.filter(program__code=query.program)
    found, following = window_of(rows, query)
    sums = quota.sums([account.pk for account in found])
    return {"items": [_shown(account, sums.get(account.pk, quota.Sums())) for account in found], "next_offset": following}


@router.post(
    "/{account_id}/shares",
    response={200: QuotaOut, 400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
    summary="Share a quota out to the units directly below",
)
@idempotent
def share_out(request: HttpRequest, account_id: Id, body: ShareOutIn) -> dict[str, object]:
    """Share out, all units at once."""
    actor = actor_of_request(request)
    account = quota.visible_or_404(actor, account_id)
    wishes = [Wish(one.unit, one.seen, one.wanted) for one in body.shares]
    verbs.share_out(actor=actor, account=account, wishes=wishes, basis=body.basis, now=clock.now())
    account.refresh_from_db()
    return _shown(account, quota.sums([account.pk])[account.pk])


def _shown(account: QuotaAccount, sums: quota.Sums) -> dict[str, object]:
    return {
        "id": account.pk,
        "unit": account.unit.code,
        "program": account.program.code,
        "year": account.year,
        "granted": sums.granted,
        "shared": sums.shared,
        "used": account.used,
    }
