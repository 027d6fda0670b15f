import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.errors import Refused
from nennep.planning.rules.apportionment import Claimant, Method, split

CLAIMANTS = st.lists(
    st.builds(Claimant, weight=st.integers(0, 60), floor=st.integers(0, 3), cap=st.one_of(st.none(), st.integers(3, 9))), max_size=8
)
METHODS = st.sampled_from(Method)


@given(places=st.integers(0, 40), claimants=CLAIMANTS, method=METHODS)
def test_it_adds_up_within_floors_and_caps(places: int, claimants: list[Claimant], method: Method) -> None:
    if sum(one.floor for one in claimants) > places:
        with pytest.raises(Refused):
            split(places, claimants, method)
        return
    given_ = split(places, claimants, method)
    assert all(one.floor <= got <= (one.cap if one.cap is not None else places) for one, got in zip(claimants, given_, strict=True))
    weighing = [one for one in claimants if one.weight] or claimants
    full = all(got == one.cap for one, got in zip(claimants, given_, strict=True) if one in weighing)
    assert sum(given_) == places or full


@given(places=st.integers(0, 60), weights=st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_largest_remainder_is_within_one_of_the_ideal_share(places: int, weights: list[int]) -> None:
    given_ = split(places, [Claimant(weight) for weight in weights], Method.LARGEST_REMAINDER)
    assert sum(given_) == places
    assert all(abs(got - places * weight / sum(weights)) < 1 for got, weight in zip(given_, weights, strict=True))


@given(places=st.integers(0, 60), weights=st.lists(st.integers(1, 50), min_size=1, max_size=8), method=METHODS)
def test_who_weighs_more_never_gets_less(places: int, weights: list[int], method: Method) -> None:
    given_ = split(places, [Claimant(weight) for weight in weights], method)
    assert all(
        mine >= other
        for mine, weight in zip(given_, weights, strict=True)
        for other, less in zip(given_, weights, strict=True)
        if weight > less
    )


def test_the_methods_as_the_books_have_them() -> None:
    weights = [Claimant(weight) for weight in (53, 24, 23)]
    assert split(7, weights, Method.SAINTE_LAGUE) == [3, 2, 2]
    assert split(7, weights, Method.LARGEST_REMAINDER) == [4, 2, 1]
    assert split(4, [Claimant(0), Claimant(0)], Method.LARGEST_REMAINDER) == [2, 2]
