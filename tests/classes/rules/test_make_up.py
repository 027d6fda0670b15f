"""When a session may count as made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.classes.rules.make_up import check_made_up
from nennep.core.errors import Refused

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.sampled_from(["excused", "unexcused"]), DAYS, DAYS, DAYS)
def test_an_absence_is_made_up_from_its_day_until_today(state: str, missed: date, made_up: date, today: date) -> None:
    if missed <= made_up <= today:
        check_made_up(state, missed_on=missed, made_up_on=made_up, today=today)
    else:
        with pytest.raises(Refused, match="made_up_outside"):
            check_made_up(state, missed_on=missed, made_up_on=made_up, today=today)


@given(st.sampled_from(["present", "expected", "made_up"]), DAYS)
def test_what_was_not_missed_is_not_made_up(state: str, day: date) -> None:
    with pytest.raises(Refused, match="not_absent"):
        check_made_up(state, missed_on=day, made_up_on=day, today=day)
