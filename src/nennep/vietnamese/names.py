"""Names of people: how they are written, and in which order they stand."""

import re
import unicodedata
from functools import lru_cache

from nennep.vietnamese.text import compose, fold

_PIECES = re.compile(r"([^\W_]+)")
_WORDS_OF_NAME = range(2, 9)
_LONGEST_NAME, _LONGEST_WORD = 60, 12
_MARKS_IN_NAMES = " '’ʼ`-.()"
_ADDRESS = re.compile(r"^(?:[-–•*+\s]+|\d+\s*[.):/-]\s*|(?:đ\s*/\s*c|đồng chí)\b[\s.:]*)+", re.IGNORECASE)
_TRAILING = " ,;:.*-–"
# Phrases of an office, by their marks: Công, Phong, Đăng Uy and Thu Kỳ are names, cộng, phòng, đảng ủy and thư ký are not.
_OFFICE_PHRASES = """người lập|lập biểu|chi bộ|đảng bộ|đảng ủy|bí thư|ban thường vụ|thường trực|ban chấp hành|thủ trưởng
|kế toán|ghi chú|xác nhận|danh sách|đồng chí|đảng viên|quần chúng|họ và tên|họ tên|chủ tịch|thư ký|trưởng ban|trưởng phòng|nơi nhận|chức vụ
|ngày tháng|tháng năm|ngày sinh|năm sinh|ký tên|ủy ban|đơn vị|học viên|lớp trưởng|giám đốc|hiệu trưởng|người ký|nhân dân
|tm|kt|tl|stt"""
_OFFICE_STARTS = """cộng|tổng|phòng|văn phòng|trạm|trường|trung tâm|công ty|hội|ban|tổ|đội|khối|khu|tiểu khu|thôn|xóm|ấp|bản|buôn|xã|phường|thị trấn
|huyện|tỉnh|cơ quan|doanh nghiệp|hợp tác xã|mặt trận|đoàn thanh niên"""
_BARE_PHRASES = """nguoi lap|lap bieu|tong so|tong cong|chi bo|dang bo|bi thu chi|ban thuong vu|ban chap hanh|danh sach|dong chi|dang vien
|ho va ten|truong ban|noi nhan|chuc vu|to dan pho|don vi|hoc vien"""
_OFFICE = re.compile(rf"(?:^(?:{_OFFICE_STARTS})|(?<!\w)(?:{_OFFICE_PHRASES}|{_BARE_PHRASES}))(?!\w)".replace("\n", ""))


def name_case(text: str) -> str:
    """Return a name composed and with a capital at the start of each part.

    Words all in capitals or all small are rewritten, correct mixed case is kept; parts after an apostrophe or
    a hyphen count as words of their own (H'Hen Niê, K’Tiên).
    """
    return " ".join(_word_case(word) for word in compose(text).split(" "))


def clean_name(text: str) -> str:
    """Return `name_case` of a name cell without list numbers, bullets, 'Đ/c' before it and stray marks after it."""
    bare = _ADDRESS.sub("", compose(text)).rstrip(_TRAILING)
    return name_case(bare)


def _word_case(word: str) -> str:
    return word if _is_mixed(word) else _PIECES.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), word)


def _is_mixed(word: str) -> bool:
    """Tell whether capitals stand in `word` on purpose, not by Caps Lock, a slow Shift (NGuyễn) or a font (NGUYễN)."""
    first, *later = [c for c in word if c.isalpha()] or [""]
    if not first.isupper() or not any(c.islower() for c in later):
        return False
    slow_shift = word.isalpha() and word[:2].isupper() and word[2:].islower()
    lost_capitals = any(c.isupper() for c in later) and all(c.isupper() for c in later if c.isascii())
    return not (slow_shift or lost_capitals)


def given_name(full_name: str) -> str:
    """Return the word by which Vietnamese people are called and sorted: the last, before any (A), (B) or number."""
    words = [word for word in compose(full_name).split(" ") if word[:1].isalpha()]
    return words[-1] if words else ""


def is_plausible_name(text: str) -> bool:
    """Tell whether a cell can hold a person's full name: two to eight words of letters, no phrase of an office."""
    name = compose(text)
    words = fold(name).split()
    if len(words) not in _WORDS_OF_NAME or len(name) > _LONGEST_NAME:
        return False
    if any(not (c.isalpha() or c in _MARKS_IN_NAMES) for c in name) or any(len(word) > _LONGEST_WORD for word in words):
        return False
    return not _OFFICE.search(name.lower().replace("uỷ", "ủy"))


# The 33 letters of names in Vietnamese order, each as one ASCII character; digits sort before them, separators first.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
_PRIMARY = dict(zip(_LETTERS, _CODES, strict=True))
_PRIMARY |= {digit: digit for digit in "0123456789"} | {" ": "$", "-": "%", "'": "&"}
_QUALITY = {"\u0302", "\u0306", "\u031b"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‘": "'", "–": "-"})
_LEVEL, _PART = "#", "!"


@lru_cache(maxsize=20_000)
def _collate(text: str) -> str:
    """Return letters, then tones of `text`, so that tones decide only between equal letters."""
    primary: list[str] = []
    tones: list[str] = []
    for cluster in _clusters(unicodedata.normalize("NFD", text.lower().translate(_APOSTROPHES))):
        base = unicodedata.normalize("NFC", cluster[0] + "".join(m for m in cluster[1:] if m in _QUALITY))
        code = _PRIMARY.get(base) or _PRIMARY.get(cluster[0])
        if code is None:
            continue
        primary.append(code)
        other = "6" if base not in _PRIMARY else "0"
        tones.append(max((_TONES.get(mark, "0") for mark in cluster[1:]), default="0", key=int) if other == "0" else other)
    return "".join(primary) + _LEVEL + "".join(tones).rstrip("0")


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def sort_key(full_name: str) -> str:
    """Return an ASCII key that puts names in Vietnamese order: given name, then family and middle names.

    The order is the alphabet a ă â b c d đ e ê …, then the tones ngang, huyền, hỏi, ngã, sắc, nặng. Keys compare
    byte by byte, so SQLite (BINARY) and PostgreSQL ("C") agree.
    """
    name = compose(full_name)
    words = name.split(" ")
    given = given_name(name)
    last = len(words) - 1 - words[::-1].index(given) if given else 0
    rest = " ".join(words[:last] + words[last + 1 :]) if given else name
    return _collate(given) + _PART + _collate(rest)
