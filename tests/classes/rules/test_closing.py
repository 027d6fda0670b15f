from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.classes.rules.closing import check_closable, check_in_progress
from nennep.core.errors import Refused

TODAY = date(2026, 3, 2)


@given(st.sampled_from(["planned", "open", "closed"]), st.integers(0, 3), st.integers(0, 3), st.integers(-3, 3))
def test_only_a_taught_class_with_people_and_a_whole_roll_call_closes(state: str, enrolled: int, unmarked: int, days: int) -> None:
    closes_on = TODAY + timedelta(days=days)
    may = state == "open" and enrolled > 0 and unmarked == 0 and days <= 0
    if may:
        check_closable(state, enrolled=enrolled, unmarked=unmarked, closes_on=closes_on, today=TODAY)
    else:
        with pytest.raises(Refused):
            check_closable(state, enrolled=enrolled, unmarked=unmarked, closes_on=closes_on, today=TODAY)


@pytest.mark.parametrize(("state", "reason"), [("planned", "class_not_started"), ("closed", "class_closed")])
def test_the_roll_is_called_while_a_class_is_taught(state: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check_in_progress(state)
