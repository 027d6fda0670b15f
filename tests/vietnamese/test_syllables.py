import pytest

from nennep.vietnamese.syllables import likeness

POSSIBLE = "nghiễng giặt quyển khuỷu thuở xoắn quý gìn gió giữ ướt yểng oẵm huệ hoà hòa thuý thúy quí lũy tuỳ"
IMPOSSIBLE = "xaõ nguyeãn ngưyễn thàc làt nghà bôõ s¸ch thþ tiễán hoaỏ máí"


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_possible(word: str) -> None:
    assert likeness(word) >= 1


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_impossible(word: str) -> None:
    assert likeness(word) < 0


def test_plain_words_say_nothing() -> None:
    assert likeness("Lan 12/3/1985 x") == 0
    assert likeness("Nguyễn Thị Lan") == 4
