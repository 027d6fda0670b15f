from hypothesis import given
from hypothesis import strategies as st

from nennep.attendance.rules.code import ALPHABET, LENGTH, PREFIX, code_of, normal

IDS = st.integers(1, 2**40)


@given(IDS, IDS)
def test_a_code_is_short_and_the_same_each_time(gathering: int, person: int) -> None:
    code = code_of(b"key", gathering, person)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert code == code_of(b"key", gathering, person)


@given(IDS, st.text(min_size=1, max_size=3).map(str.encode))
def test_a_typed_or_scanned_code_is_recognized(person: int, key: bytes) -> None:
    code = code_of(key, 7, person)
    for written in (code, code.lower(), f" {code[:4]}-{code[4:]} ", PREFIX + code, code.replace("0", "O").replace("1", "l")):
        assert normal(written) == code


def test_a_class_of_a_thousand_has_no_two_alike() -> None:
    assert len({code_of(b"key", 1, person) for person in range(1000)}) == 1000


def test_yesterdays_code_is_no_good_today() -> None:
    assert code_of(b"key", 1, 5) != code_of(b"key", 2, 5)
