"""Who sees whom, in what order, at what cost."""

from datetime import date
from types import SimpleNamespace

import pytest

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.people.actions.membership import end_membership, transfer_people
from nennep.people.models import Person
from nennep.people.queries.person import PersonFilter, listed, visible, visible_or_404
from tests.factories.organizations import TODAY
from tests.factories.people import person, post

NOTHING = PersonFilter()


def test_one_sees_the_people_of_ones_reach(ward: SimpleNamespace) -> None:
    assert set(visible(ward.owner)) == set(visible(ward.colleague)) == {ward.person}
    assert not visible(ward.secretary).exists()
    with pytest.raises(NotVisible):
        visible_or_404(ward.stranger, ward.person.pk)


def test_one_sees_oneself(ward: SimpleNamespace) -> None:
    assert set(visible(Actor(1, "Ánh", person_id=ward.person.pk))) == {ward.person}


def test_who_was_transferred_is_seen_by_the_new_unit_only(ward: SimpleNamespace) -> None:
    transfer_people(actor=ward.owner, people=[ward.person], to=ward.second, on=TODAY)
    assert set(visible(ward.secretary)) == {ward.person}


def test_who_left_is_still_seen_by_the_last_unit(ward: SimpleNamespace) -> None:
    end_membership(actor=ward.owner, person=ward.person, on=TODAY, reason="chuyển ra ngoài tỉnh")
    assert set(visible(ward.owner)) == {ward.person}
    assert not visible(ward.stranger).exists()


def test_people_are_found_without_diacritics_and_in_vietnamese_order(ward: SimpleNamespace) -> None:
    for name in ("Trần Văn An", "Lê Thị Ân", "Đỗ Văn Đạt", "Hà Văn Dũng"):
        person(ward.first, full_name=name)
    names = [one.full_name for one in listed(ward.owner, NOTHING, TODAY)]
    assert names == ["Trần Văn An", "Nguyễn Văn Ánh", "Lê Thị Ân", "Hà Văn Dũng", "Đỗ Văn Đạt"]
    assert [one.full_name for one in listed(ward.owner, PersonFilter(q="dat do"), TODAY)] == ["Đỗ Văn Đạt"]


@pytest.mark.parametrize(
    "narrowed",
    [
        PersonFilter(standing="probationary"),
        PersonFilter(sex="F"),
        PersonFilter(post="chủ tịch"),
        PersonFilter(level="TC"),
        PersonFilter(in_succession=True),
    ],
)
def test_each_filter_narrows(ward: SimpleNamespace, narrowed: PersonFilter) -> None:
    fits = person(ward.first, standing="probationary", sex="F")  # type: ignore[arg-type]
    post(fits, ward.first, "Chủ tịch Hội Nông dân", starts_on=date(2020, 1, 1))
    fits.theory_levels.create(level="TC")
    fits.succession.create(unit=ward.first, title="Bí thư", title_key="bithu")
    assert list(listed(ward.owner, narrowed, TODAY)) == [fits]


def test_a_list_costs_the_same_with_more_people(ward: SimpleNamespace, queries_at: object) -> None:
    Person.objects.all().delete()

    def read() -> None:
        for one in listed(ward.owner, NOTHING, TODAY):
            assert one.highest_level == ""

    counts = queries_at(read, lambda: person(ward.first))  # type: ignore[operator]
    assert counts == [4, 4]
