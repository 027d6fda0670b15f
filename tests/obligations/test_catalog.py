"""The requirements as shipped, and loading them again."""

import pytest

from nennep.obligations import catalog
from nennep.obligations.models import Requirement
from tests.factories.programs import program

pytestmark = pytest.mark.django_db


def test_shipped_requirements_say_that_nobody_compared_them() -> None:
    program()
    catalog.load()
    found = {one.code: one for one in Requirement.objects.all()}
    assert {"new_member_class", "party_awareness", "level_by_post", "level_by_planned_post", "secretary_workshop"} == found.keys()
    assert all(one.legal_basis and not one.verified for one in found.values())
    assert (found["new_member_class"].program.code, found["new_member_class"].offset_months) == ("DVM", 12)
    assert found["party_awareness"].validity_months == 60
    assert [one.code for one in found["secretary_workshop"].also_satisfied_by.all()] == ["BTCB"]


def test_loading_again_keeps_what_was_edited_or_switched_off() -> None:
    program()
    catalog.load()
    Requirement.objects.filter(code="level_by_post").update(active=False, name="Đã sửa")
    Requirement.objects.get(code="secretary_workshop").also_satisfied_by.clear()
    Requirement.objects.get(code="party_awareness").delete()
    catalog.load()
    edited = Requirement.objects.get(code="level_by_post")
    assert (edited.active, edited.name) == (False, "Đã sửa")
    assert not Requirement.objects.get(code="secretary_workshop").also_satisfied_by.exists()
    assert Requirement.objects.filter(code="party_awareness").exists()
