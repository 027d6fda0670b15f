"""The lines of a plan: what is to be done to which unit."""

from dataclasses import dataclass
from enum import StrEnum

from nennep.vietnamese.text import squash


class Deed(StrEnum):
    """The deeds of a reorganization."""

    ESTABLISH = "establish"
    RENAME = "rename"
    RETYPE = "retype"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"


class Share(StrEnum):
    """How much of a unit goes to a successor: all of it, a part, or the part to which goes whatever is not told apart."""

    WHOLE = "whole"
    PART = "part"
    MAIN = "part-default"


DEED_WORDS = {
    Deed.ESTABLISH: ("Thành lập", "Lập mới", "Thành lập mới"),
    Deed.RENAME: ("Đổi tên",),
    Deed.RETYPE: ("Đổi loại", "Chuyển loại", "Đổi loại hình", "Chuyển đổi loại hình"),
    Deed.MOVE: ("Chuyển", "Điều chuyển", "Chuyển giao", "Chuyển cấp trên"),
    Deed.MERGE: ("Sáp nhập", "Hợp nhất", "Nhập"),
    Deed.SPLIT: ("Chia tách", "Chia", "Tách"),
    Deed.DISSOLVE: ("Giải thể", "Kết thúc hoạt động", "Chấm dứt hoạt động"),
}
SHARE_WORDS = {
    Share.WHOLE: ("Toàn bộ", "Cả", "100%", "1"),
    Share.PART: ("Một phần", "Phần", "Phần còn lại"),
    Share.MAIN: ("Phần chính", "Phần mặc định", "Chính"),
}
_DEEDS = {squash(word): deed for deed, words in DEED_WORDS.items() for word in (*words, deed.value)}
_SHARES = {squash(word): share for share, words in SHARE_WORDS.items() for word in (*words, share.value)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as told: codes as written, empty where nothing was said. `number` is the row of the sheet, from 1."""

    number: int
    deed: Deed
    old: str = ""
    new: str = ""
    name: str = ""
    kind: str = ""
    parent: str = ""
    share: Share | None = None


def deed_of(text: str) -> Deed | None:
    """Return the deed that a cell names, None for words that are not known."""
    return _DEEDS.get(squash(text))


def share_of(text: str) -> Share | None:
    """Return the share that a cell names, None for words that are not known."""
    return _SHARES.get(squash(text))
