from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.errors import Refused
from nennep.nominations.models import NominationState, RoundState
from nennep.nominations.rules.round import May, Next, Window, after_answer, check_window, next_action

TODAY = date(2026, 3, 2)
OPEN = Window(TODAY, TODAY + timedelta(days=9))
NEEDS = {
    Next.ANSWER: "answer",
    Next.PROPOSE: "propose",
    Next.SELECT: "select",
    Next.SUBMIT: "prepare",
    Next.MEND: "prepare",
    Next.REVIEW: "prepare",
    Next.CLOSE: "prepare",
}
COUNTS = st.dictionaries(st.sampled_from([state.value for state in NominationState]), st.integers(0, 3))


@given(
    state=st.sampled_from([state.value for state in RoundState]),
    counts=COUNTS,
    flags=st.sampled_from(list(product([True, False], repeat=4))),
    days=st.integers(-5, 15),
)
def test_nobody_is_asked_to_do_what_she_may_not(state: str, counts: dict[str, int], flags: tuple[bool, ...], days: int) -> None:
    may = May(*flags)
    action = next_action(state, OPEN, counts, may, TODAY + timedelta(days=days))
    assert action not in NEEDS or getattr(may, NEEDS[action])


@pytest.mark.parametrize(
    ("state", "counts", "may", "action"),
    [
        ("open", {}, May(propose=True), Next.PROPOSE),
        ("open", {"proposed": 2}, May(prepare=True, select=True, propose=True), Next.REVIEW),
        ("review", {"proposed": 2}, May(prepare=True, select=True), Next.SELECT),
        ("review", {"proposed": 2}, May(prepare=True), Next.WAIT_COMMITTEE),
        ("review", {"selected": 2}, May(prepare=True), Next.SUBMIT),
        ("submitted", {"submitted": 2}, May(answer=True), Next.ANSWER),
        ("submitted", {"submitted": 2}, May(prepare=True), Next.WAIT_PROVIDER),
        ("submitted", {"returned": 1, "submitted": 1}, May(prepare=True), Next.MEND),
        ("answered", {"selected": 1, "admitted": 1}, May(prepare=True), Next.SUBMIT),
        ("answered", {"admitted": 1}, May(prepare=True), Next.CLOSE),
        ("closed", {"admitted": 1}, May(prepare=True, answer=True), Next.NONE),
    ],
)
def test_the_next_action(state: str, counts: dict[str, int], may: May, action: Next) -> None:
    assert next_action(state, OPEN, counts, may, TODAY) == action


@given(days=st.integers(-20, 30))
def test_cells_propose_on_the_days_of_the_window(days: int) -> None:
    today = TODAY + timedelta(days=days)
    if OPEN.opens_on <= today <= OPEN.closes_on:
        check_window("open", OPEN, today)
    else:
        with pytest.raises(Refused):
            check_window("open", OPEN, today)


def test_a_round_is_answered_when_no_dossier_waits() -> None:
    assert after_answer({"submitted": 1, "admitted": 3}) == "submitted"
    assert after_answer({"admitted": 3, "submitted": 0}) == "answered"
