import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.vietnamese.text import compose, fold, squash

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(st.sampled_from(LETTERS + LETTERS.upper()), min_size=1, max_size=7)
phrases = st.lists(words, min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "composed"),
    [
        ("  Phan  Ngọc\xa0 Bình ", "Phan Ngọc Bình"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Huế"), "Nguyễn Thị Huế"),
        ("Tiê\u0301n", "Tiến"),
        ("Tie\u0301\u0302n", "Tiến"),  # the tone typed before the hat
        ("Hu\u0300\u031bng", "Hừng"),
        ("\ufeffLê\u200b Văn\u00ad Tám\u200e", "Lê Văn Tám"),
        ("Ngày, tháng,\nnăm sinh", "Ngày, tháng, năm sinh"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("Ðặng Ðình Ðức", "Đặng Đình Đức"),  # Icelandic eth
        ("", ""),
    ],
)
def test_compose(typed: str, composed: str) -> None:
    assert compose(typed) == composed


@given(phrases)
def test_compose_undoes_decomposition(text: str) -> None:
    assert compose(unicodedata.normalize("NFD", text)) == text


@given(st.text())
def test_compose_is_settled_at_once(text: str) -> None:
    once = compose(text)
    assert compose(once) == once
    assert "  " not in once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng ủy phường Quỳnh Xuân", "dang uy phuong quynh xuan"),
        ("TĐ LLCT", "td llct"),
        ("Nam/Nữ", "nam nu"),
        ("H'Hen Niê", "h hen nie"),
        ("Ngày, tháng,\nnăm sinh (dd/mm)", "ngay thang nam sinh dd mm"),
        ("…", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_gives_plain_words(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower().strip()
    assert fold(folded) == folded
    assert squash(text) == folded.replace(" ", "")


@given(phrases)
def test_fold_ignores_case_marks_and_form(text: str) -> None:
    assert fold(text.upper()) == fold(unicodedata.normalize("NFD", text)) == fold(text)
