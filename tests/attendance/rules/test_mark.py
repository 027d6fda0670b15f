from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from nennep.attendance.rules.mark import GIVEN_BY_HAND, MarkInput, MarkName, Standing, absences, after, clamp, fresh

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
STATES = sorted(GIVEN_BY_HAND)


@st.composite
def logs(draw: st.DrawFn) -> list[MarkInput]:
    """Marks of one person, each at a moment of its own."""
    seconds = draw(st.lists(st.integers(0, 10_000), unique=True, min_size=1, max_size=12))
    return [MarkInput(1, draw(st.sampled_from(STATES)), f"n{second}", START + timedelta(seconds=second)) for second in seconds]


@given(logs(), st.data())
def test_any_order_and_repetition_of_marks_gives_the_same_state(log: list[MarkInput], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(log), max_size=8))
    arrived = data.draw(st.permutations([*log, *again]))
    cut = data.draw(st.integers(0, len(arrived)))

    standing, known = Standing(), set[MarkName]()
    for batch in (arrived[:cut], arrived[cut:]):
        new = [mark for mark in fresh(batch) if mark.name not in known]
        known |= {mark.name for mark in new}
        standing = reduce(after, new, standing)

    last = max(log, key=lambda mark: mark.client_time)
    assert standing == Standing(last.state, last.client_time)
    assert known == {mark.name for mark in log}


@given(logs())
def test_of_two_marks_of_one_moment_the_later_to_arrive_counts(log: list[MarkInput]) -> None:
    tied = max(log, key=lambda mark: mark.client_time)._replace(state="excused", nonce="tied")
    assert reduce(after, [*log, tied], Standing()).state == "excused"


@given(st.lists(st.sampled_from(STATES), min_size=1, max_size=12))
def test_the_changes_add_up_to_the_counts_of_the_last_state(states: list[str]) -> None:
    steps = [absences(before, now) for before, now in zip(["expected", *states], states, strict=False)]
    assert (sum(one for one, _ in steps), sum(one for _, one in steps)) == (states[-1] == "excused", states[-1] == "unexcused")


def test_a_clock_that_runs_ahead_is_set_back() -> None:
    assert clamp(START + timedelta(days=400), START) == START
    assert clamp(START - timedelta(days=1), START) == START - timedelta(days=1)


def test_an_older_mark_does_not_undo_a_newer_one() -> None:
    newer = Standing("present", START)
    assert after(newer, MarkInput(1, "unexcused", "n", START - timedelta(seconds=1))) == newer


def test_the_same_nonce_names_two_marks_of_two_attendees() -> None:
    one, other = MarkInput(1, "present", "n", START), MarkInput(2, "unexcused", "n", START)
    assert fresh([one, other, one]) == [one, other]
