"""People over the HTTP API."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

Call = Callable[..., Any]


def test_people_in_reach_are_listed_and_found(office: SimpleNamespace, call: Call) -> None:
    answer = call(office.owner, "GET", "/people?q=dao").json()
    assert [one["full_name"] for one in answer["items"]] == ["Trần Thị Đào"]
    assert answer["next_offset"] is None
    assert call(office.stranger, "GET", "/people").json()["items"] == []


def test_a_stranger_gets_the_same_answer_as_for_what_does_not_exist(office: SimpleNamespace, call: Call) -> None:
    there = call(office.stranger, "GET", f"/people/{office.person.pk}")
    absent = call(office.stranger, "GET", "/people/999999")
    assert there.status_code == absent.status_code == 404
    assert there.content == absent.content
    assert there["Content-Type"] == "application/problem+json"


def test_without_a_token_nothing_is_said(office: SimpleNamespace, call: Call) -> None:
    answer = call(None, "GET", "/people")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_malformed_request_is_a_problem_too(office: SimpleNamespace, call: Call) -> None:
    answer = call(office.owner, "GET", "/people?limit=0")
    assert (answer.status_code, answer.json()["type"]) == (400, "about:malformed")
