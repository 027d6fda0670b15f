"""Steps that other verbs share, against each other."""

from threading import Event

import pytest
from django.db import connection, transaction

from nennep.organizations.actions.steps import renew_paths
from nennep.organizations.models import Unit
from nennep.people.actions.steps import renew_regions
from nennep.people.models import Membership, Person
from tests.factories.organizations import unit
from tests.factories.people import person
from tests.factories.threads import at_once


@pytest.mark.django_db(transaction=True)
def test_whoever_joins_a_unit_that_moves_gets_the_region_it_moves_to() -> None:
    """The one sees the new path only when the other is done, and the other the new membership never."""
    root = unit("TW", kind="central")
    first, second = (unit(code, parent=root, kind="province") for code in ("T1", "T2"))
    ward, someone = unit("P", parent=first, kind="ward"), person(first)
    moved, joined = Event(), Event()

    def move() -> None:
        with transaction.atomic():
            Unit.objects.filter(pk=ward.pk).update(parent=second)
            units = renew_paths()
            moved.set()
            joined.wait(0.5)
            renew_regions(units=units)

    def join() -> None:
        moved.wait(10)
        with transaction.atomic():
            Membership.objects.filter(person=someone).update(unit=ward)
            renew_regions(people=[someone.pk])
            joined.set()
            if connection.vendor == "postgresql":
                Event().wait(0.2)

    at_once([move, join])
    assert Person.objects.get(pk=someone.pk).region == Unit.objects.get(pk=ward.pk).path[:16] == second.path
