"""How far somebody is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nennep.obligations.rules.state import SETTLED, State, is_overdue, is_soon, state_of

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
states = st.sampled_from(State)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_what_settles_counts_before_what_is_begun(done: bool, waived: bool, in_class: bool, nominated: bool) -> None:
    state = state_of(done=done, waived=waived, in_class=in_class, nominated=nominated)
    assert (state in SETTLED) == (done or waived)
    assert (state == State.DONE) == done
    assert (state == State.OPEN) == (not (done or waived or in_class or nominated))


@given(states, days, days, st.integers(0, 400))
def test_never_overdue_and_soon_at_once(state: State, due: date, as_of: date, lead: int) -> None:
    overdue, soon = is_overdue(state, due, as_of), is_soon(state, due, as_of, lead)
    assert not (overdue and soon)
    if state in SETTLED:
        assert not overdue
        assert not soon
    else:
        assert overdue == (as_of > due)
        assert soon == (due - timedelta(days=lead) <= as_of <= due)


@given(states, days)
def test_without_a_due_day_nothing_is_late(state: State, as_of: date) -> None:
    assert not is_overdue(state, None, as_of)
    assert not is_soon(state, None, as_of, 90)
