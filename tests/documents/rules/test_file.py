import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.documents.rules.file import media_type, safe_name


@given(name=st.text(max_size=200))
def test_a_name_never_leads_out_of_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == safe.strip()
    assert not set(safe) & set('<>:"/\\|?*\0\n\r')
    assert safe not in {".", ".."}
    assert len(safe) <= 200


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\An\\Đơn xin nghỉ.PDF", "Đơn xin nghỉ.pdf"),
        ("34-KH/ĐU.docx", "ĐU.docx"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_names_people_send(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_only_papers_pictures_and_sheets_are_taken() -> None:
    assert media_type("a.PDF") == "application/pdf"
    assert media_type("a.html") is media_type("a.svg") is media_type("a.exe") is media_type("a") is None
