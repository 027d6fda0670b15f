"""Words of lists that stand for codes: sex, crosses, level of political theory."""

import re
from typing import Literal

from nennep.vietnamese.text import compose, fold, squash

Sex = Literal["male", "female"]
Level = Literal["none", "SC", "TC", "CC"]

_MALE = {"nam", "male", "m", "trai", "ong"}
_FEMALE = {"nu", "female", "f", "gai", "ba"}
_MARKS = {"x", "xx", "v", "co", "1", "yes", "true"}
_SIGNS = set("✓✔✗✘×√+*☑☒●•X")
_NONE = {"", "0", "khong", "chua", "chuaco", "chuaqua", "chuahoc", "khongco", "chuaquadaotao", "khongbiet", "chuabietro"}
_STUDYING = re.compile(r"\b(?:dang|chua|sap|du kien|hoc do)\b")
_TAIL = re.compile(r"(?:lyluan)?chinhtri|llct|hanhchinh|hc|ct|ll|tuongduong|xacnhan|hoanchinhkienthuc|trinhdo|chuyennghiep|he|nn")
_LEVELS: dict[str, Level] = {
    **dict.fromkeys(("sc", "socap", "scap", "so"), "SC"),
    **dict.fromkeys(("tc", "trungcap", "tcap", "trung"), "TC"),
    **dict.fromkeys(("cc", "caocap", "ccap", "cao", "cn", "cunhan", "daihoc", "dh", "thacsi", "tiensi"), "CC"),
}


def sex_of(value: object) -> Sex | None:
    """Return 'male' or 'female' for what stands in a column of sex, None for anything else."""
    key = squash(str(value or ""))
    return "male" if key in _MALE else "female" if key in _FEMALE else None


def is_mark(value: object) -> bool:
    """Tell whether a cell is ticked: x, v, ✓, 1, + or the like."""
    if isinstance(value, bool | int | float):
        return value == 1
    text = compose(str(value or ""))
    return squash(text) in _MARKS or (bool(text) and set(text) <= _SIGNS)


def theory_level(value: object) -> Level | None:
    """Return the level of political theory a cell names ('none' for no or not yet), None when it is not understood.

    A degree in politics counts as the advanced level. A level still being studied is not held, and is not understood.
    """
    text = str(value or "")
    key = squash(text)
    if key in _NONE:
        return "none"
    if _STUDYING.search(fold(text)):
        return None
    return _LEVELS.get(key) or _LEVELS.get(_TAIL.sub("", key))
