"""The judgment of `make test-cluster` itself."""

from hypothesis import given
from hypothesis import strategies as st

from tools.cluster.verdict import compare, longest_gap

names = st.sets(st.integers(0, 50), min_size=1)


@given(promised=names, more=st.sets(st.integers(60, 90)))
def test_all_there_once_is_kept_whatever_came_besides(promised: set[int], more: set[int]) -> None:
    verdict = compare(promised, [*promised, *more])
    assert verdict.kept
    assert verdict.unpromised == len(more)


@given(promised=names, data=st.data())
def test_what_is_lost_or_doubled_is_counted(promised: set[int], data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.sampled_from(sorted(promised))))
    doubled = data.draw(st.sets(st.sampled_from(sorted(promised)))) - lost
    verdict = compare(promised, [*(promised - lost), *doubled])
    assert (verdict.lost, verdict.doubled) == (len(lost), len(doubled))
    assert verdict.kept is not bool(lost or doubled)


def test_nothing_promised_proves_nothing() -> None:
    assert not compare([], []).kept


def test_the_longest_silence_is_measured_from_edge_to_edge() -> None:
    assert longest_gap([], 0, 5) == 5
    assert longest_gap([1, 2, 4.5, 9], 0, 5) == 2.5
    assert longest_gap([1], 0, 5) == 4
