"""Rules by date."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nennep.programs.rules.versions import Span, in_force, overlap, place

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def chain(starts: list[date], first_open: bool) -> list[Span]:
    """Make spans that follow each other without a gap; the last stays open."""
    ordered: list[date | None] = [None] if first_open else []
    ordered += sorted(starts)
    ends = [day - timedelta(days=1) for day in ordered[1:] if day is not None]
    return [Span(start, end) for start, end in zip(ordered, [*ends, None], strict=True)]


chains = st.builds(chain, st.lists(days, min_size=1, max_size=6, unique=True), st.booleans())


@given(chains, days, days)
def test_after_a_new_version_still_one_holds_a_day(spans: list[Span], starts_on: date, asked: date) -> None:
    found = place(spans, starts_on)
    if found is None:
        assert starts_on in {span.starts_on for span in spans}
        return
    after = [Span(span.starts_on, found.cut_ends_on) if at == found.cuts else span for at, span in enumerate(spans)]
    after.append(found.span)
    assert not overlap(after)
    assert in_force(after, starts_on) == len(after) - 1
    before = in_force(spans, asked)
    now = in_force(after, asked)
    if found.span.holds(asked):
        assert now == len(after) - 1
    else:
        assert now == before


@given(chains)
def test_a_chain_does_not_overlap(spans: list[Span]) -> None:
    assert not overlap(spans)


def test_spans_that_share_a_day_overlap() -> None:
    assert overlap([Span(None, date(2021, 1, 1)), Span(date(2021, 1, 1), None)])
    assert overlap([Span(date(2020, 1, 1), None), Span(date(2021, 1, 1), date(2021, 2, 1))])


def test_nothing_is_in_force_outside_all_spans() -> None:
    assert in_force([Span(date(2021, 1, 1), None)], date(2020, 12, 31)) is None
