"""Rounds and nominations in the HTTP API."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from nennep.accounts.idempotency import idempotent
from nennep.core import clock
from nennep.core.api import Id, Line, Paged, Problem, Window, window_of
from nennep.core.errors import NotVisible
from nennep.core.web import actor_of_request
from nennep.nominations.actions.answer import answer_people
from nennep.nominations.actions.proposal import Proposal, propose_people
from nennep.nominations.actions.selection import decide_people
from nennep.nominations.actions.submission import submit_list
from nennep.nominations.models import Nomination, NominationRound, NominationState
from nennep.nominations.queries import dossier as dossiers
from nennep.nominations.queries import round as rounds
from nennep.nominations.queries.round import RoundFilter
from nennep.people.queries import person as people

router = Router()
MOST = 500
WRITE = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}


class RoundOut(Schema):
    """A round."""

    id: int
    title: str
    unit: str
    program: str
    provider: str | None
    year: int
    opens_on: date
    closes_on: date
    state: Literal["open", "review", "submitted", "answered", "closed"]


class RoundQuery(Window):
    """What narrows the list."""

    year: int | None = Field(None, ge=1900, le=2200)
    state: Literal["", "open", "review", "submitted", "answered", "closed"] = ""


class NominationOut(Schema):
    """One dossier."""

    id: int
    person: str = Field(description="Code of the person")
    full_name: str
    unit: str = Field(description="Code of the unit that proposed")
    reason: str
    proposed_rank: int
    rank: int | None
    state: str
    decision_reason: str


class ProposalIn(Schema):
    """A person and why."""

    person: Id = Field(description="Id of the person")
    reason: Line


class ProposeIn(Schema):
    """People of one unit, in its order."""

    unit: Id = Field(description="Id of the unit that proposes")
    people: list[ProposalIn] = Field(min_length=1, max_length=MOST)


class DecideIn(Schema):
    """The decision of the standing committee on some dossiers."""

    ids: list[Id] = Field(min_length=1, max_length=MOST)
    outcome: Literal["selected", "reserve", "not_selected"]
    reason: Line = ""
    override_reason: Line = ""


class AnswerIn(Schema):
    """The provider's answer on some dossiers."""

    ids: list[Id] = Field(min_length=1, max_length=MOST)
    outcome: Literal["admitted", "returned", "declined"]
    reason: Line = ""


class CountOut(Schema):
    """How many dossiers moved."""

    changed: int


class ListOut(Schema):
    """The list that went to the provider."""

    number: str


@router.get("/rounds", response={200: Paged[RoundOut], 400: Problem, 401: Problem}, summary="Rounds in reach, the latest first")
def listed(request: HttpRequest, query: Annotated[RoundQuery, Query()]) -> dict[str, object]:
    """List rounds."""
    found = rounds.listed(actor_of_request(request), RoundFilter(year=query.year, state=query.state))
    rows, following = window_of(found, query)
    return {"items": [_round(one) for one in rows], "next_offset": following}


@router.get(
    "/rounds/{round_id}/nominations",
    response={200: list[NominationOut], 400: Problem, 401: Problem, 404: Problem},
    summary="Dossiers of a round in their order of priority, as far as in reach",
)
def nominations(request: HttpRequest, round_id: Id) -> list[dict[str, object]]:
    """List the dossiers of a round."""
    actor = actor_of_request(request)
    return [_nomination(one) for one in dossiers.of_round(actor, rounds.visible_or_404(actor, round_id))]


@router.post("/rounds/{round_id}/nominations", response={201: list[NominationOut], **WRITE}, summary="Propose people")
@idempotent
def propose(request: HttpRequest, round_id: Id, body: ProposeIn) -> Status[list[dict[str, object]]]:
    """Propose people of a unit."""
    actor = actor_of_request(request)
    round = rounds.visible_or_404(actor, round_id)
    unit = rounds.proposing_units(actor, round).filter(pk=body.unit).first()
    known = people.visible(actor).in_bulk([one.person for one in body.people])
    if unit is None or len(known) < len(body.people):
        raise NotVisible
    proposals = [Proposal(known[one.person], one.reason) for one in body.people]
    rows = propose_people(actor=actor, round=round, unit=unit, proposals=proposals, today=clock.today(), now=clock.now())
    return Status(201, [_nomination(one) for one in rows])


@router.post("/rounds/{round_id}/decisions", response={200: CountOut, **WRITE}, summary="Select, put in reserve, or not select")
@idempotent
def decide(request: HttpRequest, round_id: Id, body: DecideIn) -> dict[str, int]:
    """Decide for the standing committee."""
    actor = actor_of_request(request)
    changed = decide_people(
        actor=actor,
        round=rounds.visible_or_404(actor, round_id),
        ids=body.ids,
        outcome=NominationState(body.outcome),
        today=clock.today(),
        now=clock.now(),
        reason=body.reason,
        override_reason=body.override_reason,
    )
    return {"changed": changed}


@router.post("/rounds/{round_id}/list", response={200: ListOut, **WRITE}, summary="Number the list and send it to the provider")
@idempotent
def submit(request: HttpRequest, round_id: Id) -> dict[str, str]:
    """Submit the selected people."""
    actor = actor_of_request(request)
    made = submit_list(actor=actor, round=rounds.visible_or_404(actor, round_id), today=clock.today(), now=clock.now())
    return {"number": made.document.symbol}


@router.post("/rounds/{round_id}/answers", response={200: CountOut, **WRITE}, summary="Admit, return or decline")
@idempotent
def answer(request: HttpRequest, round_id: Id, body: AnswerIn) -> dict[str, int]:
    """Answer for the provider."""
    actor = actor_of_request(request)
    changed = answer_people(
        actor=actor,
        round=rounds.visible_or_404(actor, round_id),
        ids=body.ids,
        outcome=NominationState(body.outcome),
        today=clock.today(),
        now=clock.now(),
        reason=body.reason,
    )
    return {"changed": changed}


def _round(one: NominationRound) -> dict[str, object]:
    return {
        "id": one.pk,
        "title": one.title,
        "unit": one.unit.code,
        "program": one.program.code,
        "provider": one.provider.code if one.provider else None,
        "year": one.year,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "state": one.state,
    }


def _nomination(one: Nomination) -> dict[str, object]:
    return {
        "id": one.pk,
        "person": one.person.code,
        "full_name": one.person.full_name,
        "unit": one.unit.code,
        "reason": one.reason,
        "proposed_rank": one.proposed_rank,
        "rank": one.rank,
        "state": one.state,
        "decision_reason": one.decision_reason,
    }
