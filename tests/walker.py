"""Knocks at every door as everybody: what the role × route table is checked with."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nennep.config.api import api
from nennep.core import clock
from tests.factories.world import World

REFUSED = {401, 403, 404}
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
SESSION_TABLES = ("django_session", "usersessions_", "axes_")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody got: whether they were let in, and what was written meanwhile."""

    status: int
    let_in: bool
    text: str
    writes: list[str]


def form(things: dict[str, int | str]) -> dict[str, Any]:
    """Return what is typed into every form: it fits most of them, so that a role is asked for before the form is refused."""
    day = clock.today().isoformat()
    return {
        **dict.fromkeys(("on", "starts_on", "opens_on", "closes_on", "founded_on", "held_on", "left_on", "expires_on"), day),
        **dict.fromkeys(
            ("name", "full_name", "title", "reason", "text", "basis", "legal_basis", "answer", "opinion", "label", "code"), "Thử"
        ),
        "field": "phone",
        "role": "officer",
        "kind": "cell",
        "provider": things["school"],
        "program": things["program"],
        "standing": "official",
        "move": f"{things['dossier']}:1",
        "pick": things["dossier"],
        "places": 1,
        "year": 2026,
        "outcome": "selected",
        "granted": "yes",
        "ids": [things["dossier"]],
        "unit": things["unit"],
        "people": [{"person": things["person"], "reason": "Thử"}],
        "shares": [{"unit": things["unit"], "seen": 0, "wanted": 1}],
        "marks": [
            {"attendee": things["attendee"], "state": "present", "nonce": "nonce-0001", "client_time": f"{day}T08:00:00+07:00"}
        ],
    }


def page_routes() -> set[str]:
    """Return the names of all pages."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLResolver):
                if one.namespace != "api":
                    yield from walk(one.url_patterns, space + (f"{one.namespace}:" if one.namespace else ""))
            else:
                yield f"{space}{one.name}"

    return set(walk(get_resolver().url_patterns, ""))


def api_routes() -> set[str]:
    """Return all operations of the HTTP API, as 'GET /api/v1/people/{person_id}'."""
    paths = api.get_openapi_schema()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def address(name: str, things: dict[str, int | str], at: dict[str, str]) -> str:
    """Return the address of a route about the things of the world."""
    values = {argument: things[thing] for argument, thing in at.items()}
    if " " in name:
        return re.sub(r"\{(\w+)\}", lambda found: str(values[found.group(1)]), name.split(" ", 1)[1])
    return reverse(name, kwargs=values)


def clients(world: World) -> dict[str, Client]:
    """Sign everybody in."""
    made = {name: Client(raise_request_exception=True) for name in world.cast}
    for name, user in world.cast.items():
        if user is not None:
            made[name].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


@contextmanager
def _undone() -> Iterator[list[str]]:
    """Undo what the block writes; give the statements that wrote."""
    writes: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) and not any(table in sql for table in SESSION_TABLES):
            writes.append(sql)
        return execute(sql, params, many, context)

    block = transaction.atomic()
    block._from_testcase = True  # a verb's durable transaction may stand inside the one that is undone
    with block, connection.execute_wrapper(watch):
        yield writes
        transaction.set_rollback(True)


def knock(client: Client, method: str, where: str, data: dict[str, Any], *, as_json: bool) -> Answer:
    """Ask once, and undo what came of it."""
    with _undone() as writes:
        if as_json and method != "GET":
            response = client.generic(method, where, data=json.dumps(data), content_type="application/json")
        else:
            response = (
                client.generic(method, where) if method not in {"GET", "POST"} else getattr(client, method.lower())(where, data)
            )
        text = _text(response)
    sent_to_sign_in = response.status_code == 302 and "/sign-in/login/" in response.headers["Location"]
    return Answer(response.status_code, response.status_code not in REFUSED and not sent_to_sign_in, text, list(writes))


def _text(response: HttpResponse) -> str:
    return (
        b"".join(response.streaming_content).decode("utf-8", "replace")
        if response.streaming
        else response.content.decode("utf-8", "replace")
    )
