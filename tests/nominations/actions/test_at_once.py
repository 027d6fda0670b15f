"""Nobody is sent beyond the quota, however many act at once."""

from collections.abc import Callable

import pytest
from django.db.models import Count, F, Q

from nennep.core.actors import console
from nennep.core.errors import Refused
from nennep.nominations.actions.answer import answer_people
from nennep.nominations.actions.proposal import withdraw_people
from nennep.nominations.actions.selection import decide_people
from nennep.nominations.actions.submission import submit_list
from nennep.nominations.models import Nomination, NominationRound, NominationState
from nennep.nominations.rules.dossier import HOLDING
from nennep.planning.models import QuotaAccount
from tests.factories import nominations as make
from tests.factories.organizations import TODAY
from tests.factories.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = make.NOW


def assert_no_place_is_taken_twice() -> None:
    held = Count("nominations", filter=Q(nominations__state__in=HOLDING))
    assert not QuotaAccount.objects.annotate(held=held).exclude(used=F("held")).exists()
    assert not QuotaAccount.objects.filter(used__gt=F("balance")).exists()
    assert not Nomination.objects.filter(state__in=HOLDING, account=None).exists()


def select(round: NominationRound, row: Nomination) -> Callable[[], object]:
    selected = NominationState.SELECTED
    return lambda: decide_people(actor=console(), round=round, ids=[row.pk], outcome=selected, today=TODAY, now=NOW)


def test_approvers_race_for_the_last_places_of_one_round() -> None:
    round, rows = make.reviewed(make.town(places=2), 6)
    answers = at_once([select(round, row) for row in rows])
    assert answers.count(1) == 2
    assert [answer.reason for answer in answers if isinstance(answer, Refused)] == ["no_place"] * 4
    assert_no_place_is_taken_twice()


def test_approvers_race_for_the_last_place_of_one_quota_in_two_rounds() -> None:
    town = make.town(places=1)
    first, left = make.reviewed(town, 2)
    second = make.round(town, title="Đợt hai")
    right = make.propose(second, town.cells[1], make.fit_person(town.cells[1], "Đỗ Thị Hai"))
    NominationRound.objects.update(state="review")
    answers = at_once([*[select(first, row) for row in left], *[select(second, row) for row in right]])
    assert answers.count(1) == 1
    assert_no_place_is_taken_twice()


def test_a_person_is_not_selected_in_two_rounds_at_once() -> None:
    town = make.town(places=4)
    person = make.fit_person(town.cells[0])
    rounds = [make.round(town, title=f"Đợt {number}") for number in range(4)]
    answers = at_once([lambda round=round: make.propose(round, town.cells[0], person) for round in rounds])
    assert [answer.reason for answer in answers if isinstance(answer, Refused)] == ["not_eligible"] * 3


def test_registrars_and_the_committee_act_at_once() -> None:
    town = make.town(places=3)
    round, rows = make.submitted(town, going=3, reserve=4)

    def answer(row: Nomination, outcome: NominationState) -> Callable[[], object]:
        fields = {"round": round, "ids": [row.pk], "outcome": outcome, "reason": "x", "today": TODAY, "now": NOW}
        return lambda: answer_people(actor=console(), **fields)  # type: ignore[arg-type]  # the fields of an answer

    def withdraw(row: Nomination) -> Callable[[], object]:
        return lambda: withdraw_people(actor=console(), round=round, ids=[row.pk], reason="x", today=TODAY, now=NOW)

    jobs = [answer(row, outcome) for row in rows[:3] for outcome in (NominationState.ADMITTED, NominationState.DECLINED)]
    jobs += [withdraw(row) for row in rows[:2]]
    at_once(jobs)
    assert_no_place_is_taken_twice()
    assert Nomination.objects.filter(state__in=HOLDING).count() == 3


def test_a_list_is_sent_once() -> None:
    round, rows = make.reviewed(make.town(places=2), 2)
    make.decide(round, NominationState.SELECTED, *rows)
    answers = at_once([lambda: submit_list(actor=console(), round=round, today=TODAY, now=NOW)] * 4)
    assert [answer.reason for answer in answers if isinstance(answer, Refused)] == ["nobody_selected"] * 3
    assert round.lists.count() == 1
