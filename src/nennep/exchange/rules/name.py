"""Can a cell be a person's name? Strict where nothing else in the row speaks for a person, lenient where dates do."""

import re
import unicodedata

from nennep.vietnamese.text import fold

_MARKS = " '’ʼ`-.()"
_LONGEST, _MOST_WORDS = 60, 9
_OFFICE = re.compile(
    r"(?:nguoi lap|lap bieu|tong so|tong cong|chi bo|chi uy|dang bo|dang uy|bi thu|pho bi thu|ban thuong vu|ban chap hanh|thu truong"
    r"|ke toan|ghi chu|xac nhan|danh sach|dong chi|dang vien|ho va ten|ho ten|chu tich|pho chu tich|thu ky|truong ban|noi nhan|chuc vu"
    r"|ngay|ky ten|uy ban|uy vien|t m|tm|k t|kt|cong hoa|dang cong san|doc lap|lanh dao|nguoi|chu tri|dai dien|giam doc|hieu truong"
    r"|truong phong|quan chung|trong do|luu y|gom|ban to chuc|van phong|ke hoach|so luong|nam sinh)\b"
)


def has_letters_only(name: str) -> bool:
    """Tell whether a text is written as names are: letters and few marks, no digits, not too long."""
    return (
        0 < len(name) <= _LONGEST
        and any(map(str.isalpha, name))
        and all(letter.isalpha() or letter in _MARKS for letter in name)
        and len(name.split()) <= _MOST_WORDS
    )


def is_clean(name: str) -> bool:
    """Tell at a glance whether a name needs no cleaning: composed letters in name case, single spaces."""
    return (
        name.istitle() and name.replace(" ", "").isalpha() and "  " not in name and name == name.strip()
        and "Ð" not in name and unicodedata.is_normalized("NFC", name)
    )  # fmt: skip


def is_name_alone(name: str) -> bool:
    """Tell whether a text with nothing beside it is a full name: two words or more, and no phrase of an office."""
    return has_letters_only(name) and len(name.split()) > 1 and _OFFICE.match(fold(name)) is None
