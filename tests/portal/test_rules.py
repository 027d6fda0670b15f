from hypothesis import given
from hypothesis import strategies as st

from nennep.portal.rules import MOST, WINDOW, may_ask, recent

MOMENTS = st.lists(st.floats(0, 1000), max_size=80).map(sorted)


@given(MOMENTS, st.floats(0, 1000))
def test_at_most_so_many_answers_in_a_minute(moments: list[float], now: float) -> None:
    asked: list[float] = []
    for moment in moments:
        if may_ask(asked, moment):
            asked = [*recent(asked, moment), moment]
        assert sum(moment - WINDOW < one <= moment for one in asked) <= MOST
    assert may_ask(asked, 1000 + WINDOW)
