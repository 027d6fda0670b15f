"""Paths that follow the parents."""

import pytest

from nennep.organizations.actions.steps import renew_paths
from nennep.organizations.models import Unit
from tests.factories.organizations import unit

pytestmark = pytest.mark.django_db


def test_only_those_are_named_that_come_into_another_region() -> None:
    root = unit("TW", kind="central")
    north, south = (unit(code, parent=root, kind="province") for code in ("T1", "T2"))
    first, second = (unit(code, parent=north, kind="ward") for code in ("P1", "P2"))
    cell = unit("C", parent=first)

    def put(moved: Unit, parent: Unit) -> set[int]:
        Unit.objects.filter(pk=moved.pk).update(parent=parent)
        return set(renew_paths())

    assert put(cell, second) == set()
    assert put(second, south) == {second.pk, cell.pk}
    cell.refresh_from_db()
    assert cell.path == Unit.objects.get(pk=second.pk).path + f"{cell.pk:08d}"
    assert renew_paths() == []
