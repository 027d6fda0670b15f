from datetime import timedelta

import pytest

from nennep.attendance.models import Attendee
from nennep.audit.models import Entry
from nennep.classes.actions.enrollment import drop_out, enroll_nominated, take_back
from nennep.classes.models import Enrollment, Result
from nennep.core.errors import Forbidden, Refused
from nennep.nominations.models import NominationState
from nennep.obligations.models import Progress
from tests.classes.conftest import Taught, Town
from tests.factories.classes import NOW, OPENS, enroll, nomination, training_class
from tests.factories.organizations import TODAY
from tests.factories.people import person, post


def test_admitted_people_are_taken_in_as_they_were_sent(town: Town) -> None:
    post(town.an, town.cell, "Bí thư chi bộ", starts_on=OPENS)
    made, sent = training_class(town.center), nomination(town.an, town.ward, town.center, proposed_by=town.cell)

    (enrolled,) = enroll_nominated(actor=town.registrar, training_class=made, nomination_ids=[sent.pk], now=NOW)

    assert (enrolled.person, enrolled.sending_unit, enrolled.nomination) == (town.an, town.ward, sent)
    assert (enrolled.title, enrolled.title_key) == ("Bí thư chi bộ", "bithuchibo")
    progress = Progress.objects.get(person=town.an)
    assert (progress.source, progress.state) == (f"class:{made.code}", "in_class")
    assert Entry.objects.filter(action="classes.enroll", person_id=town.an.pk).count() == 1


@pytest.mark.parametrize("state", [state for state in NominationState if state != NominationState.ADMITTED])
def test_only_admitted_nominations_are_taken_in(town: Town, state: NominationState) -> None:
    made, sent = training_class(town.center), nomination(town.an, town.ward, town.center)
    sent.state = state
    sent.save()
    with pytest.raises(Refused, match="not_admitted"):
        enroll_nominated(actor=town.registrar, training_class=made, nomination_ids=[sent.pk], now=NOW)


def test_a_nomination_fills_one_place_in_one_class(town: Town) -> None:
    made, other, sent = training_class(town.center), training_class(town.center), nomination(town.an, town.ward, town.center)
    enroll_nominated(actor=town.registrar, training_class=made, nomination_ids=[sent.pk], now=NOW)
    with pytest.raises(Refused, match="not_admitted"):
        enroll_nominated(actor=town.registrar, training_class=other, nomination_ids=[sent.pk], now=NOW)


def test_another_providers_nomination_is_not_taken_in(town: Town) -> None:
    made, sent = training_class(town.center), nomination(town.an, town.ward, town.other_center)
    with pytest.raises(Refused, match="not_admitted"):
        enroll_nominated(actor=town.registrar, training_class=made, nomination_ids=[sent.pk], now=NOW)


@pytest.mark.parametrize("who", ["officer", "other_registrar"])
def test_only_the_registrar_takes_people_in(town: Town, who: str) -> None:
    made, sent = training_class(town.center), nomination(town.an, town.ward, town.center)
    with pytest.raises(Forbidden):
        enroll_nominated(actor=getattr(town, who), training_class=made, nomination_ids=[sent.pk], now=NOW)


def test_who_leaves_is_expected_no_longer_and_may_come_back(town: Town, taught: Taught) -> None:
    left_on = OPENS + timedelta(days=2)

    left = drop_out(actor=town.registrar, enrollment=taught.an, left_on=left_on, reason="Chuyển công tác", today=TODAY)

    assert (left.result, left.left_on, left.left_reason) == (Result.DROPPED, left_on, "Chuyển công tác")
    assert Attendee.objects.filter(person=town.an).count() == 4
    assert Progress.objects.get(person=town.an).ends_on == left_on - timedelta(days=1)

    back = take_back(actor=town.registrar, enrollment=left)

    assert (back.result, back.left_on) == (Result.STUDYING, None)
    assert Attendee.objects.filter(person=town.an).count() == 10
    assert Progress.objects.get(person=town.an).ends_on == taught.of.closes_on


def test_leaving_needs_a_reason_and_a_day_of_the_class(town: Town, taught: Taught) -> None:
    for reason, left_on, refused in (
        (" ", TODAY, "reason_missing"),
        ("Ốm", TODAY + timedelta(days=1), "left_outside_class"),
        ("Ốm", OPENS - timedelta(days=1), "left_outside_class"),
    ):
        with pytest.raises(Refused, match=refused):
            drop_out(actor=town.registrar, enrollment=taught.an, left_on=left_on, reason=reason, today=TODAY)
    assert Enrollment.objects.get(pk=taught.an.pk).result == Result.STUDYING


def test_taking_in_a_large_class_takes_no_more_queries(town: Town, django_assert_max_num_queries: object) -> None:
    made = training_class(town.center)
    with django_assert_max_num_queries(32):  # type: ignore[operator]  # a fixture of pytest-django
        enroll(made, *[person(town.cell) for _ in range(1)], sender=town.ward)
    one = nomination(person(town.cell), town.ward, town.center)
    more = [nomination(person(town.cell), town.ward, town.center).pk for _ in range(40)]
    assert len(enroll_nominated(actor=town.registrar, training_class=made, nomination_ids=[one.pk, *more], now=NOW)) == 41
