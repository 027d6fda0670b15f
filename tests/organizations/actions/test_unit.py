"""Units stand where they were put, and only administrators put them there."""

from types import SimpleNamespace

import pytest

from nennep.core.errors import Forbidden, Refused
from nennep.organizations.actions.steps import NewUnit, add_units
from nennep.organizations.actions.unit import correct_unit, establish_unit, serve_unit
from nennep.organizations.models import Unit, UnitKind
from nennep.organizations.scope import ancestors_of, within
from tests.factories.organizations import TODAY, unit


def test_a_new_unit_lies_below_its_parent(land: SimpleNamespace) -> None:
    kind = UnitKind.objects.get(code="cell")
    made = establish_unit(actor=land.owner, code="QX-2", name="Chi bộ 2", kind=kind, parent=land.ward, founded_on=TODAY)
    assert ancestors_of(made.path) == [land.province.pk, land.ward.pk, made.pk]
    assert made.placements.get().parent == land.ward
    assert set(Unit.objects.filter(within([land.ward.path]))) == {land.ward, land.cell, made}


def test_a_code_in_use_is_refused_whatever_its_case(land: SimpleNamespace) -> None:
    kind = UnitKind.objects.get(code="cell")
    with pytest.raises(Refused, match="unit_code_taken"):
        establish_unit(actor=land.owner, code="qx-1", name="Chi bộ", kind=kind, parent=land.ward, founded_on=TODAY)


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_others_do_not_change_the_tree(land: SimpleNamespace, who: str) -> None:
    actor = getattr(land, who)
    kind = UnitKind.objects.get(code="cell")
    with pytest.raises(Forbidden):
        establish_unit(actor=actor, code="X", name="X", kind=kind, parent=land.ward, founded_on=TODAY)
    with pytest.raises(Forbidden):
        correct_unit(actor=actor, unit=land.cell, name="X")


def test_children_may_come_in_one_call_with_their_parents(land: SimpleNamespace) -> None:
    units, changes = add_units([NewUnit("A", "A", "ward", land.province), NewUnit("A-1", "A 1", "cell", "A")])
    assert units[1].path.startswith(units[0].path)
    assert len(changes) == 2


def test_only_a_provider_serves(land: SimpleNamespace) -> None:
    center = unit(parent=land.ward, kind="political_center")
    assert serve_unit(actor=land.owner, provider=center, unit=land.cell, today=TODAY).unit == land.cell
    with pytest.raises(Refused, match="unit_is_no_provider"):
        serve_unit(actor=land.owner, provider=land.ward, unit=land.cell, today=TODAY)
    with pytest.raises(Refused, match="served_already"):
        serve_unit(actor=land.owner, provider=center, unit=land.cell, today=TODAY)
