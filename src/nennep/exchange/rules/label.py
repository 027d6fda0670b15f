"""What a group row or a sheet's name says: a unit, a standing, or nothing that matters."""

import re
from typing import Literal, NamedTuple

from nennep.vietnamese.text import compose, fold

Standing = Literal["non_member", "probationary", "official"]

_MARKER = re.compile(r"^\(?(?P<marker>[IVXL]{1,6}|[A-Z]|\d{1,3})\s*(?:[.):/–-]+\s*|\s+(?=\S))(?P<rest>\S.*)$")
_MARKER_ALONE = re.compile(r"^\(?([IVXL]{1,6}|[A-Z])\s*[.):/–-]*\s*$")
_NUMBERED = re.compile(r"\(?(?:[IVXL]{1,6}|[A-Z])\s*[.):/-]+\s*\S")
_COUNT = re.compile(
    r"[\s:;,(–-]*(?:có|gồm|tổng số|tổng)?[\s:(–-]*\d+\s*(?:đ/c|đồng chí|đc|đảng viên|đv|người|học viên|quần chúng)\b.*$",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"[\s(–-]*\btiếp(?: theo)?\)?\s*$", re.IGNORECASE)
_TRIM = " \t:;.,*+-–—"
_UNIT_WORDS = re.compile(
    r"(?:chi bo|cb\b|cb\d|dang bo|dang uy|dbbp|thon|xom|khoi|khu|to dan pho|tdp|ap|lang|buon|truong|tram|cong an|quan su|hop tac xa|htx"
    r"|benh vien|phong|van phong|ubnd|mat tran|tieu hoc|thcs|thpt|mam non|co quan|cong ty|trung tam|tyt|to \d|ban \w+ \d|doanh nghiep)\b"
)
_SURE_UNIT = re.compile(r"(?:chi bo|dang bo|dang uy|cb ?\d|dbbp)\b|cb\d")
_NO_UNIT = re.compile(
    r"(?:ban chap hanh|ban thuong vu|lanh dao|chi uy|cap uy|dai bieu|khach moi|huu tri|can bo|cong chuc|vien chuc|dang vien|danh sach|nam|nu"
    r"|to dang|nhom|doi tuong|hoc vien|quan chung|cam tinh|chinh thuc|du bi|phan|muc|ghi chu|tong|cong|uu tu|dong chi)\b"
)
_STANDINGS: tuple[tuple[re.Pattern[str], Standing], ...] = (
    (re.compile(r"\b(?:quan chung|cam tinh|doi tuong dang|chua vao dang|uu tu)\b"), "non_member"),
    (re.compile(r"\b(?:du bi|dvdb)\b|^db$"), "probationary"),
    (re.compile(r"\b(?:chinh thuc|dvct)\b|^ct$"), "official"),
)
_GENERIC_SHEET = re.compile(
    r"(?:sheet|trang tinh|trang|bang|ds|danh sach|tong hop|du lieu|data|mau|bieu|phu luc|list|dv|dang vien|trich ngang|book|bao cao|nam|quy|thang|th|khong nhan)\b"
    r"|sheet\d+|bang\d+|trangtinh\d+|\d+$|mau\d+|bieu\d+"
)
_LONGEST = 90


class Label(NamedTuple):
    """A heading inside a list: the kind of its number ('roman', 'letter', 'number', 'plain') and its text without it."""

    level: str
    text: str


def clean(text: str) -> str:
    """Return a label without counts ('(12 đ/c)') and stray marks around it."""
    return _CONTINUED.sub("", _COUNT.sub("", compose(text))).strip(_TRIM)


def read_label(text: str, marker: str = "") -> Label | None:
    """Return the heading that `text` is, with `marker` from the cell before it; None when it is too long for one."""
    whole = compose(text)
    level = _level(marker)
    if level is None and (found := _MARKER.match(whole)) and not _SURE_UNIT.match(fold(whole)):
        level, whole = _level(found["marker"]), found["rest"]
    label = clean(whole)
    return Label(level or "plain", label) if label and len(label) <= _LONGEST else None


def _level(marker: str) -> str | None:
    found = _MARKER_ALONE.match(marker.strip())
    if found:
        return "roman" if set(found[1]) <= set("IVXL") else "letter"
    return "number" if marker.strip(" .)(").isdigit() else None


def is_marker(text: str) -> bool:
    """Tell whether a cell holds only a roman number or a capital letter, as before a heading."""
    return _MARKER_ALONE.match(text.strip()) is not None


def is_numbered(text: str) -> bool:
    """Tell whether a text begins with a roman number or a letter and a point, as headings do."""
    return _NUMBERED.match(text.strip()) is not None


def is_unit(text: str, *, sure: bool = False) -> bool:
    """Tell whether a text begins as the name of a unit does; `sure` asks for words that nothing else begins with."""
    return (_SURE_UNIT if sure else _UNIT_WORDS).match(fold(text)) is not None


def is_other(text: str) -> bool:
    """Tell whether a heading parts a list by something else than units."""
    return _NO_UNIT.match(fold(text)) is not None


def standing_of(text: str) -> Standing | None:
    """Return the standing that a word or heading names."""
    words = fold(text)
    return next((standing for pattern, standing in _STANDINGS if pattern.search(words)), None)


def is_generic_sheet(name: str) -> bool:
    """Tell whether a sheet's name says nothing about whose list it is."""
    words = fold(name)
    return not words or _GENERIC_SHEET.match(words) is not None
