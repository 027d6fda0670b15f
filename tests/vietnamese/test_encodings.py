import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.vietnamese import encodings
from nennep.vietnamese.encodings import Encoding, decode, detect, encode, font_encoding

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)] + ["đ"]
MARKED = [letter for letter in SMALL if not letter.isascii()]
PHRASES = """Nguyễn Thanh Hiền|Phạm Xuân Tâm|Đinh Kim Vân|Đặng Thanh Nhung|Lý Trọng Lực|Bùi Bá Cường|Hứa Thị Nga|Võ Thị Hòa|Vũ Đình Tú
|Hồ Thúy Kiều|Lê Hòa|Phan Phú|Tô Tố|Ngô Lan|Đỗ Thị Mỹ|Chi bộ thôn Đoài|Phó Bí thư chi bộ|Trung cấp|Sơ cấp|Chức vụ|Ngày vào Đảng|Chính thức
|Nữ|Số TT"""
NAMES = PHRASES.replace("\n", "").split("|")


def test_there_are_134_letters_with_marks() -> None:
    assert len({*MARKED, *map(str.upper, MARKED)}) == 134


@pytest.mark.parametrize("letter", MARKED)
def test_each_letter_goes_there_and_back(letter: str) -> None:
    assert decode(f"ThÞ {encode(letter, 'tcvn3')}", "tcvn3", ".VnTime") == f"Thị {letter}"
    assert decode(f"ThÞ {encode(letter, 'tcvn3')}", "tcvn3", ".VnTimeH") == f"THỊ {letter.upper()}"
    for form in (letter, letter.upper()):
        assert decode(f"Nguyeãn {encode(form, 'vni')}", "vni", "VNI-Times") == f"Nguyễn {form}"


def test_capitals_that_tcvn3_has() -> None:
    assert decode("§ ¡ ¢ £ ¤ ¥ ¦", "tcvn3", ".VnTime") == "Đ Ă Â Ê Ô Ơ Ư"


words = st.text(st.sampled_from([*MARKED, *"bcdghklmnpqrstvx"]), min_size=1, max_size=6)


@given(st.lists(words, min_size=1, max_size=4).map(lambda parts: " ".join(["Nguyễn", *parts])))
def test_small_letters_survive_both_encodings(text: str) -> None:
    assert encodings._read(encode(text, "tcvn3"), "tcvn3") == text
    assert encodings._read(encode(text, "vni"), "vni") == text


@given(st.lists(words.map(str.capitalize), min_size=1, max_size=4).map(lambda parts: " ".join(["Nguyễn", *parts])))
def test_vni_keeps_capitals(text: str) -> None:
    assert encodings._read(encode(text, "vni"), "vni") == text
    assert encodings._read(encode(text.upper(), "vni"), "vni") == text.upper()


@pytest.mark.parametrize("encoding", ["unicode", "tcvn3", "vni"])
def test_sheets_are_recognized_by_their_text_alone(encoding: Encoding) -> None:
    typed = [encode(name, encoding) for name in NAMES]
    assert detect(typed) == encoding
    assert [decode(text, encoding) for text in typed] == NAMES


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("name", ["Nguyễn Thị Hòa", "Đặng Văn Bình", "Bùi Thị Thủy", "Võ Văn Tú"])
def test_a_single_name_is_enough(encoding: Encoding, name: str) -> None:
    assert detect([encode(name, encoding)]) == encoding


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_sheet_of_both_kinds_is_not_spoiled(encoding: Encoding) -> None:
    mixed = [encode(name, encoding) if number % 2 else name for number, name in enumerate(NAMES)]
    assert detect(mixed) == encoding
    for name, text in zip(NAMES, mixed, strict=True):
        font = None if text != name else "Times New Roman"
        assert decode(text, encoding, font) == name


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Hòa", "Lê Hòa", "Hà Thị Bình", "Đặng Ý", "Phó Bí thư", "Thúy", "Trần Thị Lý", "Hoàng Văn Toàn"]
)
def test_unicode_in_a_legacy_sheet_stays(name: str) -> None:
    assert decode(name, "tcvn3") == decode(name, "vni") == name


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize(
    "name", ["Bùi Thanh Tài", "Hoàng Bá Huy", "Lê Kim Mai", "Xã An Toàn", "Ghi chú", "Ngô Thanh Mai", "Hoàng Kim Tâm"]
)
def test_unicode_without_letters_of_its_own_is_known_by_its_words(encoding: Encoding, name: str) -> None:
    assert decode(name, encoding) == name


def test_decomposed_unicode_is_no_old_encoding() -> None:
    typed = [unicodedata.normalize("NFD", name) for name in NAMES]
    assert detect(typed) == "unicode"
    assert [decode(text, "unicode") for text in typed] == NAMES


def test_fonts_decide_where_text_does_not() -> None:
    assert detect(["Lan", "An"], {".VnTime"}) == "tcvn3"
    assert detect(["Lan", "An"], {"VNI-Times"}) == "vni"
    assert detect(["Lan", "An"], {"Arial"}) == "unicode"
    assert detect(NAMES, {".VnTime"}) == "unicode"  # Unicode typed while the font was an old one


@pytest.mark.parametrize("text", ["Café Müller", "José García", "Zürich", "naïve", "Ångström"])
def test_other_languages_are_left_alone(text: str) -> None:
    assert detect([text]) == "unicode"


def test_capital_text_without_capital_font() -> None:
    assert decode("NGUYÔN V¡N ¸NH", "tcvn3") == "NGUYỄN VĂN ÁNH"
    assert decode("NguyÔn V¨n ¸nh", "tcvn3") == "Nguyễn Văn ánh"
    assert decode("Sè TT", "tcvn3") == "Số TT"


def test_the_micro_sign_may_have_become_greek() -> None:
    assert decode("Hμ ThÞ", "tcvn3") == decode("Hµ ThÞ", "tcvn3") == "Hà Thị"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArialH", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNtimes new roman", None),
        ("Arial", None),
        (None, None),
    ],
)
def test_fonts(font: str | None, encoding: Encoding | None) -> None:
    assert font_encoding(font) == encoding


@given(st.text())
def test_any_text_can_be_decoded(text: str) -> None:
    for encoding in ("unicode", "tcvn3", "vni"):
        assert isinstance(decode(text, encoding), str)
    assert detect([text]) in {"unicode", "tcvn3", "vni"}
