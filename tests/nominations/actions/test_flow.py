"""A dossier's way from the cell to the provider, step by step."""

import pytest

from nennep.audit.models import Entry
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.core.sentences import sentence
from nennep.nominations.actions.answer import answer_people
from nennep.nominations.actions.proposal import Proposal, order_proposals, propose_people, withdraw_people
from nennep.nominations.actions.round import close_round, extend_round, start_review
from nennep.nominations.actions.selection import decide_people, rank_person
from nennep.nominations.actions.submission import resend_people, submit_list
from nennep.nominations.models import Cause, Nomination, NominationRound, NominationState, RoundState
from nennep.obligations.models import Progress
from nennep.people.models import Standing, TheoryLevel
from nennep.planning.models import QuotaAccount
from tests.factories import nominations as make
from tests.factories import organizations as units
from tests.factories import planning as quotas
from tests.factories.organizations import TODAY

NOW = make.NOW


@pytest.fixture
def town(db: None) -> make.Town:
    return make.town()


def states(round: NominationRound) -> list[str]:
    return list(round.nominations.order_by("pk").values_list("state", flat=True))


def used(round: NominationRound) -> int:
    return sum(QuotaAccount.objects.filter(program=round.program, year=round.year).values_list("used", flat=True))


def test_the_whole_way(town: make.Town) -> None:
    round = make.round(town)
    person = make.fit_person(town.cells[0])
    [row] = make.propose(round, town.cells[0], person, actor=town.secretary)
    assert all(line["passed"] is not False for line in row.eligibility)
    start_review(actor=town.officer, round=round)
    make.decide(round, NominationState.SELECTED, row, actor=town.approver)
    made = submit_list(actor=town.officer, round=round, today=TODAY, now=NOW)
    answer_people(actor=town.registrar, round=round, ids=[row.pk], outcome=NominationState.ADMITTED, today=TODAY, now=NOW)
    close_round(actor=town.officer, round=round)
    row.refresh_from_db()
    round.refresh_from_db()
    assert (row.state, round.state, round.document) == (NominationState.ADMITTED, RoundState.CLOSED, made.document)
    assert list(row.steps.order_by("pk").values_list("state", flat=True)) == ["proposed", "selected", "submitted", "admitted"]
    assert Entry.objects.filter(person_id=person.pk, action__startswith="nominations.").count() == 4
    assert used(round) == 1


class TestProposing:
    def test_only_who_acts_for_the_cell_proposes_its_people(self, town: make.Town) -> None:
        round = make.round(town)
        person = make.fit_person(town.cells[0])
        colleague = units.actor_with(Role.CELL_SECRETARY, town.cells[1])
        stranger = units.actor_with(Role.CELL_SECRETARY, units.unit())
        for actor in (colleague, stranger, town.registrar):
            with pytest.raises(Forbidden):
                make.propose(round, town.cells[0], person, actor=actor)
        assert make.propose(round, town.cells[0], person, actor=town.secretary)

    def test_only_people_of_the_units_tree(self, town: make.Town) -> None:
        with pytest.raises(Refused) as refusal:
            make.propose(make.round(town), town.cells[0], make.fit_person(town.cells[1]))
        assert refusal.value.reason == "not_of_unit"

    def test_nobody_is_proposed_twice(self, town: make.Town) -> None:
        round = make.round(town)
        person = make.fit_person(town.cells[0])
        make.propose(round, town.cells[0], person)
        with pytest.raises(Refused) as refusal:
            make.propose(round, town.cells[0], person)
        assert refusal.value.reason == "already_proposed"
        with pytest.raises(Refused) as refusal:
            make.propose(round, town.cells[0], make.fit_person(town.cells[0]), *[make.fit_person(town.cells[0])] * 2)
        assert refusal.value.reason == "nobody_picked"

    def test_who_is_in_another_round_for_the_program_stops_with_a_sentence(self, town: make.Town) -> None:
        person = make.fit_person(town.cells[0])
        make.propose(make.round(town, title="Đợt một"), town.cells[0], person)
        with pytest.raises(Refused) as refusal:
            make.propose(make.round(town), town.cells[0], person)
        assert refusal.value.reason == "not_eligible"
        assert "Đợt một" in sentence(refusal.value)

    def test_a_reason_is_asked_for(self, town: make.Town) -> None:
        person = make.fit_person(town.cells[0])
        with pytest.raises(Refused):
            propose_people(
                actor=console(),
                round=make.round(town),
                unit=town.cells[0],
                proposals=[Proposal(person, " ")],
                today=TODAY,
                now=NOW,
            )

    def test_after_the_review_began_cells_are_too_late_until_the_window_is_extended(self, town: make.Town) -> None:
        round = make.round(town)
        start_review(actor=town.officer, round=round)
        person = make.fit_person(town.cells[0])
        with pytest.raises(Refused):
            make.propose(round, town.cells[0], person)
        extend_round(actor=town.officer, round=round, closes_on=TODAY)
        assert make.propose(round, town.cells[0], person)

    def test_the_cell_orders_its_proposals_and_may_take_one_back_and_propose_it_again(self, town: make.Town) -> None:
        round = make.round(town)
        persons = [make.fit_person(town.cells[0], f"Lê Thị {letter}") for letter in "ABC"]
        rows = make.propose(round, town.cells[0], *persons, actor=town.secretary)
        order = [rows[2].pk, rows[0].pk, rows[1].pk]
        order_proposals(actor=town.secretary, round=round, unit=town.cells[0], order=order)
        assert list(round.nominations.order_by("proposed_rank").values_list("pk", flat=True)) == order
        with pytest.raises(Refused):
            order_proposals(actor=town.secretary, round=round, unit=town.cells[0], order=order[:2])
        fields = {"round": round, "ids": [rows[0].pk], "reason": "đi xa", "today": TODAY, "now": NOW}
        withdraw_people(actor=town.secretary, **fields)  # type: ignore[arg-type]  # the fields of a withdrawal
        [again] = make.propose(round, town.cells[0], persons[0], actor=town.secretary)
        assert (again.pk, again.state, again.proposed_rank) == (rows[0].pk, NominationState.PROPOSED, 4)


class TestSelecting:
    def test_only_the_standing_committee_decides(self, town: make.Town) -> None:
        round, [row, *_] = make.reviewed(town)
        for actor in (town.officer, town.secretary, town.registrar, units.actor_with(Role.APPROVER, town.cells[0])):
            with pytest.raises(Forbidden):
                make.decide(round, NominationState.SELECTED, row, actor=actor)
        make.decide(round, NominationState.SELECTED, row, actor=town.approver)

    def test_nobody_is_selected_beyond_the_quota(self, town: make.Town) -> None:
        round, rows = make.reviewed(town, 3)
        with pytest.raises(Refused) as refusal:
            make.decide(round, NominationState.SELECTED, *rows)
        assert (refusal.value.reason, dict(refusal.value.facts)) == ("no_place", {"asked": 3, "free": 2})
        assert states(round) == ["proposed"] * 3
        make.decide(round, NominationState.SELECTED, *rows[:2])
        assert used(round) == 2
        make.decide(round, NominationState.RESERVE, rows[0])
        assert used(round) == 1

    def test_the_share_of_the_cell_is_used_before_the_places_of_the_ward(self, town: make.Town) -> None:
        ward = QuotaAccount.objects.select_related("unit", "program").get()
        of_cell = quotas.share(ward, town.cells[0], 1)
        round, rows = make.reviewed(town, 2)
        make.decide(round, NominationState.SELECTED, *rows)
        assert list(round.nominations.order_by("pk").values_list("account", flat=True)) == [of_cell.pk, ward.pk]

    def test_without_a_quota_nobody_goes(self, db: None) -> None:
        town = make.town(places=0)
        round, [row] = make.reviewed(town, 1)
        with pytest.raises(Refused):
            make.decide(round, NominationState.SELECTED, row)

    def test_the_order_of_priority_is_set_one_by_one(self, town: make.Town) -> None:
        round, rows = make.reviewed(town, 3)
        rank_person(actor=town.approver, round=round, pk=rows[2].pk, position=1)
        assert list(round.nominations.order_by("rank").values_list("pk", flat=True)) == [rows[2].pk, rows[0].pk, rows[1].pk]
        with pytest.raises(Forbidden):
            rank_person(actor=town.officer, round=round, pk=rows[2].pk, position=2)

    def test_a_special_case_needs_its_reason(self, town: make.Town) -> None:
        round = make.round(town)
        person = make.fit_person(town.cells[0], education="Trung cấp nông nghiệp")
        [row] = make.propose(round, town.cells[0], person)
        start_review(actor=console(), round=round)
        with pytest.raises(Refused) as refusal:
            make.decide(round, NominationState.SELECTED, row)
        assert refusal.value.reason == "override_missing"
        decide_people(
            actor=town.approver,
            round=round,
            ids=[row.pk],
            outcome=NominationState.SELECTED,
            override_reason="người dân tộc thiểu số",
            today=TODAY,
            now=NOW,
        )
        row.refresh_from_db()
        assert (row.state, row.override_reason) == (NominationState.SELECTED, "người dân tộc thiểu số")
        logged = Entry.objects.get(action="nominations.selected")
        assert logged.changes["override"] == "người dân tộc thiểu số"

    def test_not_to_select_needs_a_reason(self, town: make.Town) -> None:
        round, [row, *_] = make.reviewed(town)
        with pytest.raises(Refused):
            make.decide(round, NominationState.NOT_SELECTED, row)
        make.decide(round, NominationState.NOT_SELECTED, row, reason="chưa đủ thời gian công tác")

    def test_who_is_no_member_cannot_be_sent_to_a_degree(self, town: make.Town) -> None:
        person = make.fit_person(town.cells[0], standing=Standing.NON_MEMBER)
        with pytest.raises(Refused) as refusal:
            make.propose(make.round(town), town.cells[0], person)
        assert refusal.value.reason == "not_eligible"


class TestSending:
    def test_lists_are_numbered_through_the_term_and_a_later_one_supplements(self, town: make.Town) -> None:
        round, rows = make.submitted(town, going=2, reserve=1)
        assert round.document is not None
        assert round.document.symbol == "01-DS/ĐU"
        assert states(round) == ["submitted", "submitted", "reserve"]
        answer_people(
            actor=console(),
            round=round,
            ids=[rows[0].pk],
            outcome=NominationState.DECLINED,
            reason="quá tuổi",
            today=TODAY,
            now=NOW,
        )
        assert states(round) == ["declined", "submitted", "selected"]
        second = submit_list(actor=console(), round=round, today=TODAY, now=NOW)
        assert (second.document.symbol, second.document.abstract[:7]) == ("02-DS/ĐU", "bổ sung")

    def test_without_a_provider_or_anybody_selected_nothing_is_sent(self, town: make.Town) -> None:
        round, [row, *_] = make.reviewed(town)
        with pytest.raises(Refused) as refusal:
            submit_list(actor=console(), round=round, today=TODAY, now=NOW)
        assert refusal.value.reason == "nobody_selected"
        make.decide(round, NominationState.SELECTED, row)
        NominationRound.objects.update(provider=None)
        with pytest.raises(Refused) as refusal:
            submit_list(actor=console(), round=round, today=TODAY, now=NOW)
        assert refusal.value.reason == "no_provider"

    def test_a_returned_dossier_is_mended_and_sent_again(self, town: make.Town) -> None:
        round, rows = make.submitted(town)
        ids = [rows[0].pk]
        answer_people(
            actor=town.registrar, round=round, ids=ids, outcome=NominationState.RETURNED, reason="thiếu bằng", today=TODAY, now=NOW
        )
        assert used(round) == 2
        with pytest.raises(Refused):
            resend_people(actor=town.officer, round=round, ids=ids, note="", now=NOW)
        resend_people(actor=town.officer, round=round, ids=ids, note="đã bổ sung bằng", now=NOW)
        assert states(round) == ["submitted", "submitted", "reserve"]

    def test_obligations_know_who_is_on_the_way(self, town: make.Town) -> None:
        round, rows = make.submitted(town)
        on_the_way = Progress.objects.filter(ends_on=None).values_list("person", flat=True)
        assert set(on_the_way.all()) == {row.person_id for row in rows[:2]}
        withdraw_people(actor=town.officer, round=round, ids=[rows[0].pk], reason="ốm", today=TODAY, now=NOW)
        assert set(on_the_way.all()) == {rows[1].person_id, rows[2].person_id}


class TestAnswering:
    def test_only_the_provider_asked_answers(self, town: make.Town) -> None:
        round, [row, *_] = make.submitted(town)
        other = units.actor_with(Role.REGISTRAR, units.unit(kind="political_center"))
        fields = {"round": round, "ids": [row.pk], "outcome": NominationState.ADMITTED, "today": TODAY, "now": NOW}
        for actor in (other, town.approver, town.secretary):
            with pytest.raises(Forbidden):
                answer_people(actor=actor, **fields)  # type: ignore[arg-type]  # the fields of an answer
        assert answer_people(actor=town.registrar, **fields) == 1  # type: ignore[arg-type]  # the fields of an answer

    @pytest.mark.parametrize("how", ["decline", "withdraw"])
    def test_the_next_in_rank_moves_up_and_no_place_is_lost(self, town: make.Town, how: str) -> None:
        round, rows = make.submitted(town, going=2, reserve=2)
        if how == "decline":
            answer_people(
                actor=console(), round=round, ids=[rows[0].pk], outcome=NominationState.DECLINED, reason="x", today=TODAY, now=NOW
            )
        else:
            withdraw_people(actor=town.officer, round=round, ids=[rows[0].pk], reason="x", today=TODAY, now=NOW)
        assert states(round)[1:] == ["submitted", "selected", "reserve"]
        rows[2].refresh_from_db()
        assert rows[2].steps.latest("pk").cause == Cause.MOVED_UP
        assert (rows[2].rank, used(round)) == (2, 2)

    def test_who_became_ineligible_is_passed_over(self, town: make.Town) -> None:
        round, rows = make.submitted(town, going=2, reserve=2)
        TheoryLevel.objects.create(person=rows[2].person, level="TC")
        withdraw_people(actor=town.officer, round=round, ids=[rows[0].pk], reason="x", today=TODAY, now=NOW)
        assert states(round)[1:] == ["submitted", "reserve", "selected"]

    def test_answers_need_dossiers_that_wait(self, town: make.Town) -> None:
        round, rows = make.submitted(town)
        with pytest.raises(Refused):
            answer_people(actor=console(), round=round, ids=[rows[2].pk], outcome=NominationState.ADMITTED, today=TODAY, now=NOW)

    def test_a_round_closes_only_when_nobody_waits(self, town: make.Town) -> None:
        round, rows = make.submitted(town)
        with pytest.raises(Refused):
            close_round(actor=town.officer, round=round)
        ids = [row.pk for row in rows[:2]]
        answer_people(actor=console(), round=round, ids=ids, outcome=NominationState.ADMITTED, today=TODAY, now=NOW)
        close_round(actor=town.officer, round=round)
        with pytest.raises(Refused):
            make.decide(round, NominationState.SELECTED, rows[2])
        assert Nomination.objects.filter(state="reserve").count() == 1
