"""The log cannot be changed, and tampering shows."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from nennep.audit.actions import change, record
from nennep.audit.actions.seal import SETTLED, broken_seal, seal
from nennep.audit.models import Entry
from nennep.core import clock
from nennep.core.actors import console
from nennep.operations.triggers import lifted_triggers
from tests.factories.organizations import unit

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1) + SETTLED


@pytest.mark.parametrize("tamper", [lambda: Entry.objects.update(action="x.y"), lambda: Entry.objects.all().delete()])
def test_the_database_refuses_to_change_the_log(tamper: object) -> None:
    record(console(), [change("organizations.add_unit", unit())])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper()  # type: ignore[operator]
    assert Entry.objects.filter(action="organizations.add_unit").exists()


def test_a_sealed_entry_that_was_changed_breaks_the_chain() -> None:
    record(console(), [change("organizations.add_unit", unit())])
    assert seal(clock.now() + LATER) is not None
    assert broken_seal() is None
    with lifted_triggers(connection):
        Entry.objects.update(actor_name="somebody else")
    assert broken_seal() is not None


def test_fresh_entries_are_not_sealed_yet() -> None:
    record(console(), [change("organizations.add_unit", unit())])
    assert seal(clock.now()) is None
