import pytest

from nennep.core.actors import Actor, Role
from nennep.core.errors import NotVisible
from nennep.nominations.models import NominationRound
from nennep.nominations.queries import dossier as dossiers
from nennep.nominations.queries import proposal
from nennep.nominations.queries import round as rounds
from nennep.nominations.queries.page import page_of_round
from nennep.nominations.queries.round import RoundFilter
from tests.conftest import QueriesAt
from tests.factories import nominations as make
from tests.factories import organizations as units
from tests.factories.organizations import TODAY


@pytest.fixture
def town(db: None) -> make.Town:
    return make.town()


def sees(actor: Actor, round: NominationRound) -> bool:
    return rounds.visible(actor).filter(pk=round.pk).exists()


def test_a_round_is_seen_by_its_committee_its_cells_and_once_sent_its_provider(town: make.Town) -> None:
    round, rows = make.reviewed(town, 2)
    stranger = units.actor_with(Role.OFFICER, units.unit(kind="ward"))
    member = units.actor_with(Role.MEMBER, town.cells[0])
    assert [sees(actor, round) for actor in (town.officer, town.secretary, town.registrar, stranger, member)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    make.decide(round, make.NominationState.SELECTED, rows[0])
    make.submit_list(actor=town.officer, round=round, today=TODAY, now=make.NOW)
    assert sees(town.registrar, round)
    assert not sees(units.actor_with(Role.REGISTRAR, units.unit(kind="political_center")), round)


def test_a_cell_sees_its_own_dossiers_and_the_provider_only_those_sent(town: make.Town) -> None:
    _round, rows = make.submitted(town, going=1, reserve=1)
    colleague = units.actor_with(Role.CELL_SECRETARY, town.cells[1])
    assert {row.pk for row in dossiers.visible(town.secretary)} == {row.pk for row in rows}
    assert {row.pk for row in dossiers.visible(town.registrar)} == {rows[0].pk}
    assert not dossiers.visible(colleague).exists()
    with pytest.raises(NotVisible):
        dossiers.visible_or_404(colleague, rows[0].pk)


def test_the_list_of_rounds_takes_the_same_queries_for_one_and_for_three(town: make.Town, queries_at: QueriesAt) -> None:
    def read() -> None:
        found = list(rounds.listed(town.officer, RoundFilter()))
        rounds.counts(town.officer, found)

    one, three = queries_at(read, lambda: make.round(town))
    assert one == three == 2


def test_the_page_of_a_round_takes_the_same_queries_for_one_dossier_and_for_three(town: make.Town, queries_at: QueriesAt) -> None:
    round = make.round(town)
    one, three = queries_at(
        lambda: list(page_of_round(town.officer, round, TODAY).rows),
        lambda: make.propose(round, town.cells[0], make.fit_person(town.cells[0])),
    )
    assert one == three <= 6


def test_candidates_take_the_same_queries_for_one_and_for_three(town: make.Town, queries_at: QueriesAt) -> None:
    round = make.round(town)

    def read() -> None:
        people = list(proposal.candidates(round, town.cells[0], TODAY))
        proposal.candidate_rows(town.secretary, round, town.cells[0], people, TODAY)

    one, three = queries_at(read, lambda: make.fit_person(town.cells[0]))
    assert one == three <= 16


def test_candidates_are_the_units_people_of_a_fitting_standing_not_yet_proposed(town: make.Town) -> None:
    round = make.round(town)
    fit = make.fit_person(town.cells[0], "Hồ Thị Ánh")
    make.fit_person(town.cells[1])
    candidate = make.fit_person(town.cells[0], standing=make.Standing.NON_MEMBER)
    make.propose(round, town.cells[0], make.fit_person(town.cells[0]))
    assert list(proposal.candidates(round, town.cells[0], TODAY)) == [fit]
    assert set(proposal.candidates(round, town.cells[0], TODAY, everybody=True)) == {fit, candidate}
    assert list(proposal.candidates(round, town.cells[0], TODAY, q="anh ho")) == [fit]


def test_the_board_of_cells_names_those_that_proposed_nobody(town: make.Town) -> None:
    round = make.round(town)
    make.propose(round, town.cells[0], make.fit_person(town.cells[0]))
    assert [(row.unit, row.proposed) for row in dossiers.cells(round)] == [(town.cells[0], 1), (town.cells[1], 0)]


def test_what_waits_for_whom(town: make.Town) -> None:
    none = {"propose": 0, "select": 0, "mend": 0, "submit": 0, "answer": 0}
    round = make.round(town)
    assert dossiers.waiting_for(town.secretary, TODAY) == none | {"propose": 1}
    [first, second, third] = make.propose(round, town.cells[0], *[make.fit_person(town.cells[0]) for _ in range(3)])
    assert dossiers.waiting_for(town.secretary, TODAY) == none
    make.start_review(actor=town.officer, round=round)
    make.decide(round, make.NominationState.SELECTED, first)
    assert dossiers.waiting_for(town.approver, TODAY) == none | {"select": 2, "submit": 1}
    assert dossiers.waiting_for(town.officer, TODAY) == none | {"submit": 1}
    make.submit_list(actor=town.officer, round=round, today=TODAY, now=make.NOW)
    assert dossiers.waiting_for(town.registrar, TODAY) == none | {"answer": 1}
    make.decide(round, make.NominationState.NOT_SELECTED, second, third, reason="x")
    assert dossiers.waiting_for(town.approver, TODAY) == none
