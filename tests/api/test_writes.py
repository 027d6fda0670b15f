"""Writes over the HTTP API: the same verbs, and a repeated key gets the same answer."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from nennep.core import clock
from nennep.core.actors import Role
from nennep.nominations.models import Nomination, NominationRound
from nennep.programs import catalog
from nennep.programs.models import Program
from tests.factories.organizations import actor_with
from tests.factories.people import person

Call = Callable[..., Any]


@pytest.fixture
def round_(office: SimpleNamespace) -> NominationRound:
    """A round that asks the ward's cells for the workshop."""
    catalog.load()
    today = clock.today()
    return NominationRound.objects.create(
        unit=office.ward,
        program=Program.objects.get(code="TH"),
        year=today.year,
        title="Tập huấn",
        opens_on=today,
        closes_on=today + timedelta(days=7),
    )


def _body(office: SimpleNamespace, *people: int) -> dict[str, object]:
    return {"unit": office.cell.pk, "people": [{"person": pk, "reason": "Theo nhu cầu công tác"} for pk in people]}


def test_a_proposal_sent_twice_is_one_proposal(office: SimpleNamespace, call: Call, round_: NominationRound) -> None:
    secretary = actor_with(Role.CELL_SECRETARY, office.cell)
    path, body = f"/nominations/rounds/{round_.pk}/nominations", _body(office, office.person.pk)
    first, second = (call(secretary, "POST", path, body, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201), first.content.decode()
    assert first.json() == second.json()
    assert Nomination.objects.count() == 1


def test_a_key_is_not_used_for_something_else(office: SimpleNamespace, call: Call, round_: NominationRound) -> None:
    secretary = actor_with(Role.CELL_SECRETARY, office.cell)
    path = f"/nominations/rounds/{round_.pk}/nominations"
    other = person(office.cell, full_name="Lê Văn Bình")
    call(secretary, "POST", path, _body(office, office.person.pk), **{"Idempotency-Key": "k1"})
    answer = call(secretary, "POST", path, _body(office, other.pk), **{"Idempotency-Key": "k1"})
    assert (answer.status_code, answer.json()["type"]) == (422, "about:idempotency_key_reused")


def test_a_refusal_keeps_no_answer(office: SimpleNamespace, call: Call, round_: NominationRound) -> None:
    secretary = actor_with(Role.CELL_SECRETARY, office.cell)
    path, body = f"/nominations/rounds/{round_.pk}/nominations", _body(office, office.person.pk)
    NominationRound.objects.update(state="closed")
    refused = call(secretary, "POST", path, body, **{"Idempotency-Key": "k1"})
    NominationRound.objects.update(state="open")
    assert refused.status_code == 422
    assert call(secretary, "POST", path, body, **{"Idempotency-Key": "k1"}).status_code == 201


def test_a_stranger_proposes_nobody(office: SimpleNamespace, call: Call, round_: NominationRound) -> None:
    path, body = f"/nominations/rounds/{round_.pk}/nominations", _body(office, office.person.pk)
    assert call(office.stranger, "POST", path, body).status_code == 404
    assert not Nomination.objects.exists()
