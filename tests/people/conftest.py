"""A ward with two cells and one person in the first; a neighboring ward."""

from datetime import date
from types import SimpleNamespace

import pytest

from nennep.core.actors import Role
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person


@pytest.fixture
def ward(db: None) -> SimpleNamespace:
    """The officer owns the records; the approver is a colleague without that role; the neighbor is a stranger."""
    top = unit("QX", kind="ward")
    first, second = unit("QX-1", parent=top), unit("QX-2", parent=top)
    return SimpleNamespace(
        unit=top,
        first=first,
        second=second,
        person=person(first, full_name="Nguyễn Văn Ánh", born_on=date(1985, 3, 12), phone="0912345678"),
        owner=actor_with(Role.OFFICER, top),
        colleague=actor_with(Role.APPROVER, top),
        secretary=actor_with(Role.CELL_SECRETARY, second),
        stranger=actor_with(Role.OFFICER, unit("QY", kind="ward")),
    )
