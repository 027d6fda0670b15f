"""Is it the same person? Names compared in full, with tones, but not by where in the syllable the tone is typed."""

import unicodedata
from functools import lru_cache

from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.text import compose

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=20_000)
def _syllable(word: str) -> str:
    marked = unicodedata.normalize("NFD", word)
    tones = "".join(sorted(mark for mark in marked if mark in _TONES))
    return "".join(mark for mark in marked if mark not in _TONES) + tones


@lru_cache(maxsize=50_000)
def name_key(full_name: str) -> str:
    """Return the key under which spellings of one name meet: case, spaces and 'Hoà' or 'Hòa' do not matter."""
    return " ".join(map(_syllable, compose(full_name).lower().split()))


def compatible(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether two dates can be the same day, each as far as it is known."""
    return one is None or other is None or (one.first <= other.last and other.first <= one.last)


def knows_more(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether `one` says all that `other` says, and more."""
    if one is None:
        return False
    return other is None or (compatible(one, other) and "ymd".index(one.precision) > "ymd".index(other.precision))
