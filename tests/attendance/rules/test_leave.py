from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.attendance.rules.leave import BACK, check_asked, check_open
from nennep.core.errors import Refused

TODAY = date(2026, 3, 2)


@given(st.lists(st.integers(-60, 60), min_size=1).map(lambda offsets: [TODAY + timedelta(days=one) for one in offsets]))
def test_leave_is_asked_up_to_two_weeks_after_the_first_session(days: list[date]) -> None:
    if min(days) >= TODAY - BACK:
        check_asked(days, TODAY)
    else:
        with pytest.raises(Refused, match="leave_too_late"):
            check_asked(days, TODAY)


def test_leave_without_a_session_is_refused() -> None:
    with pytest.raises(Refused, match="leave_without_session"):
        check_asked([], TODAY)


@pytest.mark.parametrize("state", ["granted", "denied", "withdrawn"])
def test_what_is_answered_stays_answered(state: str) -> None:
    check_open("asked")
    with pytest.raises(Refused, match="leave_answered"):
        check_open(state)
