"""Whom a requirement binds, until when, what settles it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.months import add_months
from nennep.obligations.rules.requirement import Facts, Held, Learned, Terms, judge, levels_from
from nennep.obligations.rules.state import State

DVM, NTVD, TC = 1, 2, 3
NEW_MEMBER = Terms(frozenset({DVM}), "admission", 12, standings=frozenset({"probationary"}))
AWARENESS = Terms(frozenset({NTVD}), "none", validity_months=60, standings=frozenset({"non_member"}))
LEVEL = Terms(frozenset({TC}), "none", level="TC", post_titles=("Bí thư đảng ủy",), unit_kinds=frozenset({"ward"}))
YEARLY = Terms(frozenset({9}), "year", post_titles=("Bí thư chi bộ",))
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def new_member(**fields: object) -> Facts:
    return replace(Facts("probationary", "cell", admitted_on=date(2021, 6, 10)), **fields)


@given(days, days)
def test_the_new_member_class_is_due_when_the_probation_ends(admitted: date, as_of: date) -> None:
    judged = judge(NEW_MEMBER, new_member(admitted_on=admitted), as_of)
    assert judged is not None
    assert judged.due == add_months(admitted, 12)
    assert judged.overdue == (as_of > judged.due)


@given(days, days)
def test_done_from_the_day_of_the_completion_and_never_overdue_then(completed: date, as_of: date) -> None:
    judged = judge(NEW_MEMBER, new_member(learned=[Learned(DVM, completed)]), as_of)
    assert judged is not None
    assert (judged.state == State.DONE) == (completed <= as_of)
    assert not (judged.state == State.DONE and judged.overdue)


def test_who_is_official_is_no_longer_bound() -> None:
    assert judge(NEW_MEMBER, new_member(standing="official"), date(2021, 12, 31)) is None


def test_an_unknown_admission_gives_no_due_day() -> None:
    judged = judge(NEW_MEMBER, new_member(admitted_on=None), date(2021, 12, 31))
    assert judged is not None
    assert (judged.due, judged.overdue, judged.state) == (None, False, State.OPEN)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"nominated": True}, State.NOMINATED),
        ({"nominated": True, "in_class": True}, State.IN_CLASS),
        ({"in_class": True, "waived": True}, State.WAIVED),
        ({"waived": True, "learned": [Learned(DVM, date(2021, 7, 9))]}, State.DONE),
        ({"learned": [Learned(NTVD, date(2021, 7, 9))]}, State.OPEN),
        ({"learned": [Learned(DVM, date(2021, 7, 9), revoked_on=date(2021, 12, 31))]}, State.OPEN),
        ({"learned": [Learned(DVM, date(2021, 7, 9), revoked_on=date(2022, 1, 1))]}, State.DONE),
        ({"learned": [Learned(DVM, date(2021, 7, 9), valid_until=date(2021, 12, 31))]}, State.OPEN),
        ({"learned": [Learned(DVM, date(2021, 7, 9), valid_until=date(2022, 1, 1))]}, State.DONE),
    ],
)
def test_the_state_of_a_new_member(fields: dict[str, object], state: State) -> None:
    judged = judge(NEW_MEMBER, new_member(**fields), date(2021, 12, 31))
    assert judged is not None
    assert judged.state == state


@pytest.mark.parametrize(("on", "state"), [(date(2025, 1, 14), State.DONE), (date(2025, 2, 3), State.OPEN)])
def test_the_awareness_certificate_runs_out_60_months_after_its_issue(on: date, state: State) -> None:
    papers = [Learned(NTVD, date(2019, 12, 20), issued_on=date(2020, 1, 15))]
    judged = judge(AWARENESS, Facts("non_member", "cell", learned=papers), on)
    assert judged is not None
    assert judged.state == state


@given(days, st.sampled_from(["SC", "TC", "CC"]), st.none() | days)
def test_a_level_settles_when_it_is_high_enough_and_held_by_then(as_of: date, level: str, since: date | None) -> None:
    facts = Facts("official", "cell", posts=[Held("Bí thư Đảng ủy phường", "ward")], levels=[(level, since)])
    judged = judge(LEVEL, facts, as_of)
    assert judged is not None
    assert (judged.state == State.DONE) == (level in ("TC", "CC") and (since is None or since <= as_of))


@given(st.none() | days, st.none() | days, days)
def test_a_post_binds_while_it_is_held(starts: date | None, ends: date | None, as_of: date) -> None:
    facts = Facts("official", "cell", posts=[Held("bí thư chi bộ, trưởng khối", "cell", starts, ends)])
    held = (starts is None or starts <= as_of) and (ends is None or as_of <= ends)
    assert (judge(YEARLY, facts, as_of) is not None) == held


def test_the_kind_asked_for_is_that_of_the_unit_of_the_post() -> None:
    in_cell = Facts("official", "ward", posts=[Held("Bí thư đảng ủy", "cell")])
    assert judge(LEVEL, in_cell, date(2025, 1, 1)) is None


@given(days)
def test_a_yearly_workshop_counts_in_its_year_only(completed: date) -> None:
    facts = Facts("official", "cell", posts=[Held("Bí thư chi bộ", "cell")], learned=[Learned(9, completed)])
    year_end = date(completed.year, 12, 31)
    this, following = judge(YEARLY, facts, year_end), judge(YEARLY, facts, year_end + timedelta(days=1))
    assert this is not None
    assert following is not None
    assert (this.state, this.due) == (State.DONE, year_end)
    assert (following.state, following.due) == (State.OPEN, date(completed.year + 1, 12, 31))


def test_the_post_held_longest_starts_the_clock() -> None:
    terms = Terms(frozenset({TC}), "post", 6, post_titles=("Bí thư",))
    posts = [
        Held("Bí thư chi bộ", "cell", date(2024, 8, 31)),
        Held("Bí thư đoàn", "ward", date(2025, 1, 1)),
        Held("Bí thư", "ward"),
    ]
    judged = judge(terms, Facts("official", "cell", posts=posts), date(2025, 2, 1))
    assert judged is not None
    assert judged.due == date(2025, 2, 28)


def test_levels_from() -> None:
    assert levels_from("TC") == ("TC", "CC")
    assert levels_from("") == ()
