"""Years and rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.reports.rules.span import FIRST_YEAR, LAST_YEAR, Span, rate

YEAR = st.integers(FIRST_YEAR, LAST_YEAR)


@given(YEAR, YEAR)
def test_a_span_holds_both_its_years_or_is_refused(first: int, last: int) -> None:
    if first > last:
        with pytest.raises(ValueError):
            Span(first, last)
    else:
        span = Span(first, last)
        assert (span.starts_on.year, span.ends_on.year) == (first, last)
        assert (span.starts_on.month, span.starts_on.day, span.ends_on.month, span.ends_on.day) == (1, 1, 12, 31)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_rate_is_a_share_with_four_decimals(part: int, whole: int) -> None:
    share = rate(part, whole)
    if whole == 0:
        assert share is None
    else:
        assert share is not None
        assert abs(share - part / whole) <= 0.00005 + 1e-9
        assert share == round(share, 4)


def test_one_year_is_written_alone() -> None:
    assert (Span(2021, 2021).text, Span(2019, 2021).text) == ("2021", "2019-2021")
