"""The search field: the same classes whichever way they are looked for, and people at their cost."""

import pytest

from nennep.classes.queries import training_class as classes
from nennep.core.actors import Actor, Role, console
from nennep.home.queries import search
from nennep.organizations.models import Unit
from tests.factories import classes as make
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> list[Unit]:
    """A root with two provinces; in each a ward with a cell, a center with two classes, a trainee in the first."""
    root = unit("TW", kind="central")
    made = [root]
    for code in ("T1", "T2"):
        province = unit(code, parent=root, kind="province")
        ward = unit(f"{code}W", parent=province, kind="ward")
        cell, center = unit(f"{code}C", parent=ward), unit(f"{code}TT", parent=ward, kind="political_center")
        for name in ("K1", "K2"):
            opened = make.training_class(center, code=f"{code}-{name}")
            if name == "K1":
                make.enroll(opened, person(cell, full_name=f"Lê Thị Đào {code}"), sender=ward)
        made += [province, ward, cell, center]
    return made


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("text", ["t1", "T1-K1", "lop", "Lớp T2 K1", "nobody"])
def test_classes_are_found_as_their_list_finds_them(land: list[Unit], monkeypatch: pytest.MonkeyPatch, few: int, text: str) -> None:
    monkeypatch.setattr(search, "FEW", few)
    actors = [actor_with(role, at) for at in land for role in (Role.OFFICER, Role.REGISTRAR)]
    for actor in (*actors, console(), Actor(1, "Mẫu")):
        listed = [one.code for one in classes.listed(actor, classes.ClassFilter(text=text))][: search.LIMIT]
        found = [hit.detail for group in search.found(actor, text) for hit in group.hits if hit.icon == "school"]
        assert found == listed, (actor.paths(), text)


def test_people_of_each_level_are_found_in_the_reach(land: list[Unit]) -> None:
    seen = {}
    for at in land:
        groups = search.found(actor_with(Role.OFFICER, at), "dao le")
        seen[at.code] = [hit.label for group in groups for hit in group.hits if hit.icon == "user"]
    first, second = "Lê Thị Đào T1", "Lê Thị Đào T2"
    below = {
        "T1": [first],
        "T1W": [first],
        "T1C": [first],
        "T1TT": [],
        "T2": [second],
        "T2W": [second],
        "T2C": [second],
        "T2TT": [],
    }
    assert seen == {"TW": [first, second], **below}
