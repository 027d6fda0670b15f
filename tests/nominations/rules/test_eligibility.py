from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.months import add_months
from nennep.nominations.models import Check
from nennep.nominations.rules.eligibility import (
    CHECKS,
    LEVELS,
    Asked,
    Candidate,
    Condition,
    Done,
    judge,
    stops,
    wants_override,
)
from nennep.vietnamese.dates import PartialDate

ON = date(2026, 3, 2)
DAYS = st.dates(date(1940, 1, 1), date(2026, 3, 2))


def verdict(check: str, candidate: Candidate, params: dict[str, Any] | None = None, **asked: Any) -> bool | None:
    [line] = judge(candidate, [Condition(check, params or {})], Asked(**{"on": ON, **asked}))
    return line.passed


def test_every_condition_that_can_be_entered_can_be_judged() -> None:
    assert set(CHECKS) == set(Check.values)


@given(born=DAYS, least=st.integers(18, 40), span=st.integers(0, 40))
def test_age_counts_by_month(born: date, least: int, span: int) -> None:
    passed = verdict("age", Candidate(born=PartialDate.of(born)), {"min": least, "max": least + span})
    first = add_months(born.replace(day=1), least * 12)
    after = add_months(born.replace(day=1), (least + span) * 12 + 1)
    assert passed is (first <= ON < after)


@given(born=DAYS, least=st.integers(18, 60))
def test_a_year_of_birth_is_judged_only_when_every_day_of_it_agrees(born: date, least: int) -> None:
    vague = verdict("age", Candidate(born=PartialDate(born.year)), {"min": least})
    exact = {verdict("age", Candidate(born=PartialDate(born.year, month)), {"min": least}) for month in range(1, 13)}
    assert vague is (exact.pop() if len(exact) == 1 else None)


@pytest.mark.parametrize(
    ("sex", "born", "passed"), [("F", 1998, True), ("F", 1999, False), ("M", 1995, True), ("M", 1997, False), ("", 1980, None)]
)
def test_part_time_study_asks_for_an_age_by_sex(sex: str, born: int, passed: bool | None) -> None:
    candidate = Candidate(sex=sex, born=PartialDate(born, 1, 1))
    assert verdict("part_time_age", candidate, {"F": 28, "M": 30}, part_time=True) is passed


def test_the_age_for_part_time_study_is_not_asked_of_full_time_study() -> None:
    assert judge(Candidate(), [Condition("part_time_age", {"F": 28})], Asked(ON)) == []


@given(until=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1))))
def test_a_paper_counts_through_its_last_day(until: date | None) -> None:
    candidate = Candidate(done=[Done(date(2019, 1, 1), until)])
    assert verdict("not_done", candidate) is (until is not None and until < ON)


def test_of_two_papers_the_one_that_lasts_longer_counts() -> None:
    candidate = Candidate(done=[Done(date(2025, 1, 15), date(2030, 1, 14)), Done(date(2015, 1, 15), date(2020, 1, 14))])
    assert verdict("not_done", candidate) is False


@given(held=st.sampled_from(LEVELS), given_=st.sampled_from(LEVELS[1:]))
def test_who_holds_the_level_or_a_higher_one_is_not_sent_again(held: str, given_: str) -> None:
    assert verdict("not_done", Candidate(level=held), gives_level=given_) is (LEVELS.index(held) < LEVELS.index(given_))


@pytest.mark.parametrize(
    ("education", "passed"),
    [
        ("Đại học Luật", True),
        ("ĐH Vinh", True),
        ("CĐ sư phạm", True),
        ("Thạc sĩ QLKT", True),
        ("Trung cấp", False),
        ("12/12", False),
        ("", None),
        ("Kế toán", None),
    ],
)
def test_education_is_read_from_what_offices_write(education: str, passed: bool | None) -> None:
    assert verdict("education", Candidate(education=education), {"least": "COLLEGE"}) is passed


@pytest.mark.parametrize(
    ("candidate", "passed"),
    [
        (Candidate(posts=["Bí thư Chi bộ khối 3"]), True),
        (Candidate(planned=["Bí thư chi bộ"]), True),
        (Candidate(posts=["Kế toán"]), False),
        (Candidate(), False),
    ],
)
def test_a_post_held_or_planned_is_found_by_its_words(candidate: Candidate, passed: bool) -> None:
    assert verdict("post", candidate, {"titles": ["bí thư chi bộ"], "planned": True}) is passed


def test_a_late_probationer_is_still_sent() -> None:
    late = Candidate(admitted=PartialDate(2024, 6, 10))
    [line] = judge(late, [Condition("probation")], Asked(ON))
    assert (line.passed, line.facts["due"], line.facts["late"]) == (True, "2025-06-10", True)


@given(
    failures=st.lists(st.tuples(st.booleans(), st.sampled_from([True, False, None])), max_size=6),
)
def test_what_cannot_be_judged_stops_nobody(failures: list[tuple[bool, bool | None]]) -> None:
    conditions = [Condition("standing", {"standings": ["x"]}, overridable=overridable) for overridable, _ in failures]
    lines = [
        line
        for condition, (_, passed) in zip(conditions, failures, strict=True)
        for line in judge(Candidate(standing="x" if passed else "y"), [condition], Asked(ON))
    ]
    hard = any(passed is not True and not overridable for overridable, passed in failures)
    soft = any(passed is not True and overridable for overridable, passed in failures)
    assert (stops(lines) is not None, wants_override(lines) is not None) == (hard, soft)
    unknown = judge(
        Candidate(), [Condition("rating", overridable=False), Condition("age", {"min": 18}, overridable=False)], Asked(ON)
    )
    assert stops(unknown) is wants_override(unknown) is None
