import pytest

from nennep.vietnamese.vocabulary import is_mark, sex_of, theory_level


@pytest.mark.parametrize(
    ("text", "sex"),
    [("Nam", "male"), ("NỮ", "female"), (" nữ ", "female"), ("nu", "female"), ("x", None), ("", None), ("Khác", None)],
)
def test_sex(text: str, sex: str | None) -> None:
    assert sex_of(text) == sex


@pytest.mark.parametrize("value", ["x", "X", " x ", "✓", "√", "+", "v", "1", 1.0, True, "xx", "có"])
def test_marks(value: object) -> None:
    assert is_mark(value)


@pytest.mark.parametrize("value", ["", None, "không", "0", 0.0, 2.0, False, "Nam", "-"])
def test_no_marks(value: object) -> None:
    assert not is_mark(value)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *[
            (text, "CC")
            for text in (
                "CC",
                "Cao cấp",
                "Cao cấp LLCT",
                "CAO CẤP LÝ LUẬN CHÍNH TRỊ",
                "CCLLCT",
                "Cử nhân",
                "cử nhân chính trị",
                "Cao cấp LLCT-HC",
            )
        ],
        *[
            (text, "TC")
            for text in ("TC", "Trung cấp", "trung cap llct", "TCLLCT", "Trung cấp lý luận chính trị - hành chính", "T.Cấp")
        ],
        *[(text, "SC") for text in ("SC", "Sơ cấp", "Sơ cấp LLCT", "S/c")],
        *[(text, "none") for text in ("", "không", "Chưa", "chưa có", "-", None)],
        *[(text, None) for text in ("đang học TC", "12/12", "Đại cương", "chưa học xong trung cấp")],
    ],
)
def test_theory_level(text: str | None, level: str | None) -> None:
    assert theory_level(text) == level
