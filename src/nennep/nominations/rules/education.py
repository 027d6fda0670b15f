"""What a word of professional education stands for."""

from enum import IntEnum

from nennep.vietnamese.text import fold


class Education(IntEnum):
    """Levels of professional education, from the lowest."""

    BELOW_COLLEGE = 1
    COLLEGE = 2
    UNIVERSITY = 3


_WORDS = {
    Education.UNIVERSITY: (
        "dai hoc",
        "cu nhan",
        "ky su",
        "bac si",
        "duoc si",
        "kien truc su",
        "thac si",
        "tien si",
        "cao hoc",
        "dh",
        "ths",
        "ts",
    ),
    Education.COLLEGE: ("cao dang", "cd"),
    Education.BELOW_COLLEGE: (
        "trung cap",
        "so cap",
        "trung hoc",
        "thpt",
        "thcs",
        "tc",
        "sc",
        "12 12",
        "cong nhan",
        "khong",
        "chua",
    ),
}


def education_of(text: str) -> Education | None:
    """Return the highest level that `text` names ('Đại học Luật', 'CĐ sư phạm'); None when it names none that is known."""
    padded = f" {fold(text)} "
    return next((level for level, words in _WORDS.items() if any(f" {word} " in padded for word in words)), None)
