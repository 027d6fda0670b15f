from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.errors import Refused
from nennep.nominations.rules.places import Claim, assign, assign_all

FREE = st.dictionaries(st.integers(1, 5), st.integers(0, 4), max_size=5)
CLAIMS = st.lists(st.lists(st.integers(1, 5), max_size=3, unique=True), max_size=10).map(
    lambda accounts: [Claim(pk, own) for pk, own in enumerate(accounts)]
)


@given(claims=CLAIMS, free=FREE)
def test_no_account_gives_more_than_it_has(claims: list[Claim], free: dict[int, int]) -> None:
    taken = assign(claims, free)
    given_ = Counter(taken.values())
    assert all(places <= free.get(account, 0) for account, places in given_.items())
    assert all(taken[claim.pk] in claim.accounts for claim in claims if claim.pk in taken)


@given(claims=CLAIMS, free=FREE)
def test_nobody_is_left_out_while_a_place_of_hers_is_free(claims: list[Claim], free: dict[int, int]) -> None:
    taken = assign(claims, free)
    left = Counter(free)
    left.subtract(Counter(taken.values()))
    assert all(left[account] <= 0 for claim in claims if claim.pk not in taken for account in claim.accounts)


def test_the_share_of_the_cell_goes_before_the_places_of_the_ward() -> None:
    assert assign([Claim(1, [10, 1]), Claim(2, [10, 1]), Claim(3, [1])], {10: 1, 1: 1}) == {1: 10, 2: 1}


def test_all_or_nobody() -> None:
    with pytest.raises(Refused) as refusal:
        assign_all([Claim(1, [1]), Claim(2, [1])], {1: 1})
    assert dict(refusal.value.facts) == {"asked": 2, "free": 1}
