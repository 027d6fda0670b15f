"""Somebody with a token, and the HTTP API called with it."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from nennep.accounts.actions.steps import make_token
from nennep.accounts.models import User
from nennep.core.actors import Actor, Role
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person

Call = Callable[..., Any]


@pytest.fixture
def office(db: None) -> SimpleNamespace:
    """A ward with one person; its officer, and the officer of another ward."""
    ward = unit("QX", kind="ward")
    cell = unit("QX-1", parent=ward)
    return SimpleNamespace(
        ward=ward,
        cell=cell,
        person=person(cell, full_name="Trần Thị Đào"),
        owner=actor_with(Role.OFFICER, ward),
        stranger=actor_with(Role.OFFICER, unit("QY", kind="ward")),
    )


@pytest.fixture
def call() -> Call:
    """Call the API as an actor."""

    def send(actor: Actor | None, method: str, path: str, body: object = None, **headers: str) -> Any:
        if actor is not None:
            _token, secret = make_token(User.objects.get(pk=actor.user_id), "test", expires_at=None)
            headers["Authorization"] = f"Bearer {secret}"
        return Client().generic(method, f"/api/v1{path}", _json(body), content_type="application/json", headers=headers)

    return send


def _json(body: object) -> str:
    return "" if body is None else json.dumps(body)
