"""Codes survive being read aloud and typed; user names are free."""

import random

from hypothesis import given
from hypothesis import strategies as st

from nennep.accounts.rules import ALPHABET, read_code, show_code, user_name

CODES = st.text(ALPHABET, min_size=12, max_size=12)


@given(code=CODES, seed=st.integers())
def test_a_printed_code_is_read_back_however_it_is_typed(code: str, seed: int) -> None:
    chance = random.Random(seed)
    typed = "".join(chance.choice((one.lower(), one, f" {one}")) for one in show_code(code))
    assert read_code(typed) == code


@given(taken=st.sets(st.sampled_from(["an.nguyenvan", "an.nguyenvan2", "an.nguyenvan3"])))
def test_a_user_name_is_never_taken(taken: set[str]) -> None:
    assert user_name("nguyen van an", taken) not in taken


def test_the_given_name_comes_first() -> None:
    assert user_name("nguyen van an", ()) == "an.nguyenvan"
