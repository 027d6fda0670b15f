"""A verb names its actor, takes keywords only, and is all or nothing."""

import pytest
from django.db import transaction

from nennep.accounts.models import User
from nennep.core.actors import Actor, console
from nennep.core.verbs import verb


def test_a_function_without_actor_is_no_verb() -> None:
    def quiet(*, today: str) -> None: ...

    with pytest.raises(TypeError, match="is no verb"):
        verb(quiet)


def test_a_positional_parameter_is_refused() -> None:
    def loose(person: str, *, actor: Actor) -> None: ...

    with pytest.raises(TypeError, match="is no verb"):
        verb(loose)


@pytest.mark.django_db
def test_a_failing_verb_leaves_nothing() -> None:
    @verb
    def half_done(*, actor: Actor) -> None:
        User.objects.create(username="an", full_name="An")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done(actor=console())
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_verb_inside_a_transaction_is_refused() -> None:
    @verb
    def inner(*, actor: Actor) -> None: ...

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        inner(actor=console())
