"""Where people belong changes; what was stays."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from nennep.core.errors import Forbidden, Refused
from nennep.people.actions.membership import change_standing, end_membership, transfer_people
from nennep.people.models import Membership, Standing
from tests.factories.organizations import TODAY
from tests.factories.people import person


def test_a_transfer_keeps_the_history_without_a_gap(ward: SimpleNamespace) -> None:
    assert transfer_people(actor=ward.owner, people=[ward.person], to=ward.second, on=TODAY) == 1
    before, after = ward.person.memberships.order_by("id")
    assert (before.unit, before.ends_on) == (ward.first, TODAY - timedelta(days=1))
    assert (after.unit, after.starts_on, after.standing) == (ward.second, TODAY, before.standing)


def test_whoever_is_there_already_stays(ward: SimpleNamespace) -> None:
    assert transfer_people(actor=ward.owner, people=[ward.person], to=ward.first, on=TODAY) == 0
    assert ward.person.memberships.count() == 1


def test_the_queries_of_a_transfer_do_not_grow_with_the_people(
    ward: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    people = [person(ward.first) for _ in range(20)]
    with django_assert_max_num_queries(9):  # PostgreSQL locks the rows of the units by one more  # type: ignore[operator]
        assert transfer_people(actor=ward.owner, people=people, to=ward.second, on=TODAY) == 20


def test_nobody_takes_people_from_elsewhere(ward: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        transfer_people(actor=ward.stranger, people=[ward.person], to=ward.second, on=TODAY)


def test_a_candidate_is_admitted_then_recognized(ward: SimpleNamespace) -> None:
    candidate = person(ward.first, standing=Standing.NON_MEMBER, born_on=date(2000, 1, 1))
    change_standing(actor=ward.owner, person=candidate, standing=Standing.PROBATIONARY, on=date(2025, 1, 10))
    change_standing(actor=ward.owner, person=candidate, standing=Standing.OFFICIAL, on=date(2026, 1, 12))
    candidate.refresh_from_db()
    assert (candidate.admitted_on, candidate.official_on) == (date(2025, 1, 10), date(2026, 1, 12))
    assert list(candidate.memberships.order_by("id").values_list("standing", flat=True)) == [
        "non_member",
        "probationary",
        "official",
    ]


@pytest.mark.parametrize("step", [Standing.NON_MEMBER, Standing.PROBATIONARY, Standing.OFFICIAL])
def test_no_step_is_skipped_or_taken_back(ward: SimpleNamespace, step: Standing) -> None:
    with pytest.raises(Refused, match="standing_step"):
        change_standing(actor=ward.owner, person=ward.person, standing=step, on=TODAY)


def test_a_day_before_the_membership_is_refused(ward: SimpleNamespace) -> None:
    young = person(ward.first, starts_on=TODAY)
    with pytest.raises(Refused, match="before_membership"):
        end_membership(actor=ward.owner, person=young, on=TODAY, reason="chuyển đi")
    assert Membership.objects.get(person=young).ends_on is None


@pytest.mark.parametrize("who", ["colleague", "secretary", "stranger"])
def test_nobody_else_closes_a_membership(ward: SimpleNamespace, who: str) -> None:
    with pytest.raises(Forbidden):
        end_membership(actor=getattr(ward, who), person=ward.person, on=TODAY, reason="x")
