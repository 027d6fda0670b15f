from datetime import timedelta

import pytest

from nennep.audit.models import Entry
from nennep.classes.actions.enrollment import drop_out
from nennep.classes.actions.leader import name_leader
from nennep.classes.models import Enrollment
from nennep.core.actors import Role
from nennep.core.errors import Forbidden, Refused
from nennep.organizations.models import Grant
from tests.classes.conftest import Taught, Town
from tests.factories.organizations import TODAY


def leaders(taught: Taught) -> list[str]:
    """Return who leads a group of the class."""
    rows = Enrollment.objects.filter(training_class=taught.of, is_group_leader=True).order_by("pk")
    return [str(one.person) for one in rows]


def test_the_sending_unit_names_its_leader_who_holds_the_role_as_long_as_the_class(town: Town, taught: Taught) -> None:
    town.member(town.an)
    name_leader(actor=town.officer, enrollment=taught.an, today=TODAY)

    assert leaders(taught) == ["Nguyễn Văn An"]
    grant = Grant.objects.get(role=Role.GROUP_LEADER)
    assert (grant.user, grant.unit, grant.starts_on, grant.ends_on) == (
        town.an.user,
        town.ward,
        taught.of.opens_on,
        taught.of.closes_on,
    )
    assert Entry.objects.filter(action="classes.name_leader").count() == 1


def test_another_leader_takes_over_and_the_role_of_the_first_ends(town: Town, taught: Taught) -> None:
    town.member(town.an)
    name_leader(actor=town.officer, enrollment=taught.an, today=TODAY)
    name_leader(actor=town.officer, enrollment=taught.binh, today=TODAY)

    assert leaders(taught) == ["Trần Thị Bình"]
    assert Grant.objects.get(role=Role.GROUP_LEADER).ends_on == TODAY - timedelta(days=1)
    with pytest.raises(Refused, match="leads_already"):
        name_leader(actor=town.officer, enrollment=taught.binh, today=TODAY)


def test_who_leaves_the_class_leads_no_longer(town: Town, taught: Taught) -> None:
    town.member(town.an)
    name_leader(actor=town.officer, enrollment=taught.an, today=TODAY)
    drop_out(actor=town.registrar, enrollment=taught.an, left_on=TODAY, reason="Ốm", today=TODAY)
    assert leaders(taught) == []
    assert Grant.objects.get(role=Role.GROUP_LEADER).ends_on == TODAY - timedelta(days=1)
    with pytest.raises(Refused, match="already_left"):
        name_leader(actor=town.officer, enrollment=taught.an, today=TODAY)


def test_each_sending_unit_has_its_own(town: Town, taught: Taught) -> None:
    name_leader(actor=town.officer, enrollment=taught.an, today=TODAY)
    name_leader(actor=town.other_officer, enrollment=taught.chi, today=TODAY)
    assert leaders(taught) == ["Nguyễn Văn An", "Lê Thị Chi"]


@pytest.mark.parametrize("who", ["registrar", "secretary", "other_officer"])
def test_nobody_else_names_it(town: Town, taught: Taught, who: str) -> None:
    with pytest.raises(Forbidden):
        name_leader(actor=getattr(town, who), enrollment=taught.an, today=TODAY)
