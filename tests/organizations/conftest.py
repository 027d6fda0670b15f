"""A province with a ward, two cells and a neighbor."""

from types import SimpleNamespace

import pytest

from nennep.core.actors import Role
from tests.factories.organizations import actor_with, unit


@pytest.fixture
def land(db: None) -> SimpleNamespace:
    """Three people stand around the ward: its administrator, a colleague without the role, a stranger."""
    province = unit("T", kind="province")
    ward = unit("QX", parent=province, kind="ward")
    neighbor = unit("QY", parent=province, kind="ward")
    cell = unit("QX-1", parent=ward)
    return SimpleNamespace(
        province=province,
        ward=ward,
        neighbor=neighbor,
        cell=cell,
        owner=actor_with(Role.ADMINISTRATOR, ward),
        colleague=actor_with(Role.OFFICER, ward),
        stranger=actor_with(Role.ADMINISTRATOR, neighbor),
    )
