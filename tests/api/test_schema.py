"""schemathesis finds no fault: any input gets an answer of the described form, never a 500."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import ignored_auth

from nennep.accounts.actions.steps import make_token
from nennep.accounts.models import User
from nennep.config.wsgi import application
from nennep.core.actors import Role
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
EXAMPLES = 40


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """Keep the connection open between requests, as Django's own test client does: it belongs to the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(kept_connection: None) -> str:
    """An officer's token in a ward with a person."""
    ward = unit("QX", kind="ward")
    person(unit("QX-1", parent=ward))
    owner = User.objects.get(pk=actor_with(Role.OFFICER, ward).user_id)
    return make_token(owner, "schemathesis", expires_at=None)[1]


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_input_gets_an_answer_of_the_described_form(case: schemathesis.Case, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=[ignored_auth])
