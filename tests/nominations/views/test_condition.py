import pytest
from django.test import Client
from django.urls import reverse

from nennep.audit.models import Entry
from nennep.core.actors import Role
from nennep.nominations import wording
from nennep.nominations.models import Check, EntryCondition
from tests.factories import nominations as make
from tests.factories import organizations as units
from tests.factories import planning as quotas


@pytest.fixture
def town(db: None) -> make.Town:
    return make.town()


def client(role: Role, at: make.Unit) -> Client:
    signed_in = Client()
    signed_in.force_login(units.user_with(role, at))
    return signed_in


def age_of_part_time() -> EntryCondition:
    return EntryCondition.objects.get(check_code=Check.PART_TIME_AGE, ends_on=None)


def test_everybody_reads_the_conditions_and_administrators_of_the_root_change_them(town: make.Town) -> None:
    root = town.ward.parent
    assert root is not None
    found = age_of_part_time()
    address = reverse("nominations:condition", args=[found.pk])
    form = {
        "program": found.program_id,
        "F": 29,
        "M": 31,
        "legal_basis": "QĐ 1",
        "verified": "on",
        "active": "on",
        "starts_on": "01/01/2027",
    }
    for role, at in ((Role.OFFICER, root), (Role.ADMINISTRATOR, town.ward)):
        assert client(role, at).get(reverse("nominations:conditions")).status_code == 200
        assert client(role, at).post(address, form).status_code == 403
    administrator = client(Role.ADMINISTRATOR, root)
    assert administrator.get(address).status_code == 200
    assert administrator.post(address, form).status_code == 302
    found.refresh_from_db()
    assert (found.params, found.overridable, found.verified) == ({"F": 29, "M": 31}, False, True)
    assert Entry.objects.get(action="nominations.condition").changes["changed"]["verified"] == ["False", "True"]


def test_a_condition_is_added_with_the_values_of_its_check(town: make.Town) -> None:
    root = town.ward.parent
    assert root is not None
    administrator = client(Role.ADMINISTRATOR, root)
    address = reverse("nominations:add_condition", args=["post"])
    form = {"program": quotas.program().pk, "titles": " Bí thư chi bộ , ,Chi ủy viên", "active": "on"}
    assert administrator.post(address, form).status_code == 302
    made = EntryCondition.objects.latest("pk")
    assert made.params == {"titles": ["Bí thư chi bộ", "Chi ủy viên"], "planned": False}
    assert administrator.post(address, {**form, "starts_on": "02/01/2027", "ends_on": "01/01/2027"}).status_code == 422
    assert administrator.get(reverse("nominations:add_condition", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("check", Check.values)
def test_every_check_has_its_form(town: make.Town, check: str) -> None:
    root = town.ward.parent
    assert root is not None
    assert client(Role.ADMINISTRATOR, root).get(reverse("nominations:add_condition", args=[check])).status_code == 200
    assert isinstance(wording.values(check, {}), str)


def test_loading_the_catalog_again_changes_nothing(town: make.Town) -> None:
    age_of_part_time().delete()
    before = list(EntryCondition.objects.order_by("pk").values())
    make.catalog.load()
    assert list(EntryCondition.objects.order_by("pk").values()) == before
