"""Reorganizations over the HTTP API: the same verbs as the pages, told row by row where they refuse."""

from collections.abc import Callable
from typing import Any

import pytest

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.reorganizations.models import OpenPoint, Reorganization
from nennep.reorganizations.rules.deed import Deed, Line
from tests.conftest import QueriesAt
from tests.factories.organizations import actor_with
from tests.factories.reorganizations import Wards, drafted, everything, wards

Call = Callable[..., Any]
PATH = "/reorganizations"


@pytest.fixture
def made(db: None) -> Wards:
    return wards()


@pytest.fixture
def administrator(made: Wards) -> Actor:
    return actor_with(Role.ADMINISTRATOR, made.province)


def plan(*lines: dict[str, str], on: str = "2026-03-01") -> dict[str, object]:
    return {"effective_on": on, "decision": "12-QĐ/TU", "lines": lines}


def divided(made: Wards) -> dict[str, object]:
    return plan(
        {"deed": "split", "old": made.a.code, "new": "PX", "name": "Đảng ủy phường X", "share": "part-default"},
        {"deed": "split", "old": made.a.code, "new": "PY", "name": "Đảng ủy phường Y", "share": "part"},
    )


def test_from_the_plan_to_the_worklist_and_back(made: Wards, administrator: Actor, call: Call) -> None:
    before = everything()
    trial = call(administrator, "POST", f"{PATH}/trial", divided(made)).json()
    assert (Reorganization.objects.exists(), trial["counts"]["new"]) == (False, 2)
    first, second = (call(administrator, "POST", PATH, divided(made), **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, first.json())
    one = f"{PATH}/{first.json()['id']}"
    assert [line["new"] for line in call(administrator, "GET", f"{one}/lines").json()["items"]] == ["PX", "PY"]
    done = call(administrator, "POST", f"{one}/carry-out").json()
    assert (done["state"], done["open_points"], done["counts"]) == ("applied", trial["points"], trial["counts"])
    point = OpenPoint.objects.get(model="organizations.Unit", object_id=made.a1.pk)
    listed = call(administrator, "GET", f"{one}/points").json()["items"]
    assert {"id": point.pk, "what": "organizations.Unit.parent", "was_at": made.a.code}.items() <= next(
        row for row in listed if row["id"] == point.pk
    ).items()
    part = Unit.objects.get(code="PY")
    settled = call(administrator, "POST", f"{one}/points", {"points": [point.pk], "to": part.pk})
    assert settled.json() == {"settled": 1}
    assert Unit.objects.get(pk=made.a1.pk).parent == part
    assert call(administrator, "POST", f"{one}/undo").json()["state"] == "undone"
    kept = {label: rows for label, rows in everything().items() if not label.startswith("accounts.")}
    assert kept == {label: rows for label, rows in before.items() if not label.startswith("accounts.")}


def test_each_wrong_line_is_told(made: Wards, administrator: Actor, call: Call) -> None:
    wrong = plan({"deed": "rename", "old": made.a.code, "name": "Khác"}, {"deed": "rename", "old": "KHÔNG CÓ", "name": "X"})
    for path in (PATH, f"{PATH}/trial"):
        answer = call(administrator, "POST", path, wrong)
        assert (answer.status_code, answer.json()["type"]) == (422, "about:plan_impossible")
        assert [(one["row"], one["code"]) for one in answer.json()["errors"]] == [(2, "unit_not_in_being")]
    assert not Reorganization.objects.exists()


def test_before_its_day_a_plan_waits(made: Wards, administrator: Actor, call: Call) -> None:
    body = plan({"deed": "rename", "old": made.a.code, "name": "Đảng ủy phường Mới"}, on="2099-01-01")
    one = f"{PATH}/{call(administrator, 'POST', PATH, body).json()['id']}"
    assert call(administrator, "POST", f"{one}/carry-out").json()["state"] == "scheduled"
    assert call(administrator, "POST", f"{one}/undo").json()["state"] == "draft"


def test_who_may(made: Wards, administrator: Actor, call: Call) -> None:
    body = plan({"deed": "rename", "old": made.a.code, "name": "Đảng ủy phường Mới"})
    colleague, stranger = actor_with(Role.OFFICER, made.province), actor_with(Role.ADMINISTRATOR, made.b)
    assert [call(who, "POST", PATH, body).status_code for who in (administrator, colleague, stranger)] == [201, 403, 403]
    one = f"{PATH}/{Reorganization.objects.get().pk}"
    assert [call(who, "GET", one).status_code for who in (administrator, colleague, stranger)] == [200, 403, 404]
    assert call(stranger, "GET", PATH).json()["items"] == []


def test_the_number_of_queries_of_the_list_does_not_grow(
    made: Wards, administrator: Actor, call: Call, queries_at: QueriesAt
) -> None:
    names = iter("ABCDEF")
    one, three = queries_at(
        lambda: call(administrator, "GET", PATH), lambda: drafted(Line(1, Deed.RENAME, made.a.code, name=f"Phường {next(names)}"))
    )
    assert one == three
