"""Vietnamese text made comparable: composed, folded to plain words, squashed to one key."""

import re
import unicodedata
from functools import lru_cache

# Controls, soft hyphen, zero-width and direction marks: never meant, often pasted from Word or the web.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
# A tone typed before the hat, breve or horn of its vowel does not compose: Unicode keeps the order of marks of one class.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306\u031b])")
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_STROKES = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ı": "i"})
_NO_WORD = re.compile("[^a-z0-9]+")


def compose(text: str) -> str:
    """Return `text` as composed Unicode (NFC) on one line, without invisible characters and doubled spaces.

    Misordered combining marks are put in order and the Icelandic Ð, which looks like Đ, becomes Đ.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if _TONE_FIRST.search(unicodedata.normalize("NFD", text)):
        text = unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", text)))
    return " ".join(text.translate(_LOOKALIKES).split())


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return `text` as lowercase ASCII words with one space between: no marks, đ as d, no punctuation."""
    marked = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).lower().translate(_STROKES)
    plain = marked if marked.isascii() else "".join(c for c in marked if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", plain).strip()


def squash(text: str) -> str:
    """Return `text` folded, without the spaces: the key by which headers and vocabulary are matched."""
    return fold(text).replace(" ", "")
