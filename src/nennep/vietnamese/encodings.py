"""Text typed in fonts of before Unicode: TCVN3 (ABC, .VnTime) and VNI (VNI-Times)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal

from nennep.vietnamese.syllables import likeness
from nennep.vietnamese.text import compose

Encoding = Literal["unicode", "tcvn3", "vni"]

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_BACK = {letter: code for code, letter in _TCVN3.items()}
_TCVN3_TABLE = str.maketrans(_TCVN3 | {"μ": "à"})  # the micro sign arrives as Greek mu after compatibility folding

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT, _HAT, _BREVE = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "\u0302", "\u0306"
_PLAIN = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_HATTED = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_SHORT = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni_pairs() -> dict[str, str]:
    marks = {vowel: dict(_PLAIN) for vowel in ("a", "e", "o", "u", "y", "ô", "ö")}
    for vowel in "aeo":
        marks[vowel] |= {code: _HAT + tone for code, tone in _HATTED.items()}
    marks["a"] |= {code: _BREVE + tone for code, tone in _SHORT.items()}
    pairs: dict[str, str] = {}
    for vowel, codes in marks.items():
        for code, mark in codes.items():
            letter = unicodedata.normalize("NFC", _ALONE.get(vowel, vowel) + mark)
            pairs[vowel + code] = pairs[vowel + code.upper()] = letter
            pairs[vowel.upper() + code.upper()] = pairs[vowel.upper() + code] = letter.upper()
    return pairs


_VNI = _vni_pairs() | _ALONE | {code.upper(): letter.upper() for code, letter in _ALONE.items()}
_VNI_SEQUENCE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_VNI_BACK = {letter: code for code, letter in reversed(_VNI.items()) if code not in {"yï", "YÏ", "yÏ", "Yï"}}

_VNI_MARK = re.compile("[àáâãèéêëùúûüýïõøåä]", re.IGNORECASE)
_UNICODE_ONLY = re.compile(
    "[\u0102-\u0103\u0110-\u0111\u0128-\u0129\u0168-\u0169\u01a0-\u01a1\u01af-\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)
_SHOUTED_WORD = re.compile(r"\b[A-Z]{3,}\b|[A-Z][^\sA-Za-z\x21-\x40]+[A-Z]|[A-Z]{2,}[^\s\x21-\x7e]")
_SURE = 3
_SAMPLE = 4_000


def font_encoding(font: str | None) -> Encoding | None:
    """Return the encoding a font was made for: .VnTime and its kind, VNI-Times and its kind; None for others."""
    name = (font or "").lower().lstrip("'\" ")
    return "tcvn3" if name.startswith(".vn") else "vni" if name.startswith("vni") else None


def _is_capital_font(font: str | None) -> bool:
    return font_encoding(font) == "tcvn3" and (font or "").strip("'\" ").split(" ")[0].endswith("H")


def _from_tcvn3(text: str, font: str | None = None) -> str:
    """Decode TCVN3. Marked capitals have no codes: they are small letters in a font of capitals (.VnTimeH), or lost."""
    decoded = text.translate(_TCVN3_TABLE)
    shouted = not any(c.isascii() and c.islower() for c in text)
    if _is_capital_font(font) or (shouted and _SHOUTED_WORD.search(text)):
        decoded = decoded.upper()
    return compose(decoded)


def _from_vni(text: str) -> str:
    return compose(_VNI_SEQUENCE.sub(lambda found: _VNI[found[0]], text))


def _read(text: str, encoding: Encoding, font: str | None = None) -> str:
    if encoding == "tcvn3":
        return _from_tcvn3(text, font)
    return _from_vni(text) if encoding == "vni" else compose(text)


def detect(texts: Iterable[str], fonts: Collection[str] = ()) -> Encoding:
    """Return in which encoding the texts of one sheet are typed.

    Only texts that make sense in one reading and none in the others are counted, so a sheet of both kinds is
    answered with the old encoding; `decode` then leaves its Unicode cells as they are. `fonts` decide the rest.
    """
    hints = {hint for hint in map(font_encoding, fonts) if hint}
    marked = {text for text in texts if not text.isascii()}
    doubtful = [text for text in marked if not _UNICODE_ONLY.search(text)]
    wins = Counter(filter(None, map(_winner, sorted(doubtful)[:: len(doubtful) // _SAMPLE + 1])))
    wins["unicode"] += len(marked) - len(doubtful)
    legacy: Encoding = "tcvn3" if wins["tcvn3"] >= wins["vni"] else "vni"
    if not wins[legacy]:
        return hints.pop() if len(hints) == 1 and not wins["unicode"] else "unicode"
    enough = legacy in hints or wins[legacy] > 1 or not wins["unicode"]
    return legacy if enough else "unicode"


def _winner(text: str) -> Encoding | None:
    scores: dict[Encoding, int] = {name: _credibility(text, _read(text, name), name) for name in ("unicode", "tcvn3", "vni")}
    best, second = sorted(scores, key=lambda name: scores[name], reverse=True)[:2]
    return best if scores[best] - scores[second] >= _SURE and scores[best] > 0 else None


def _credibility(text: str, reading: str, encoding: Encoding) -> int:
    """Return how likely `reading` is what was meant; VNI's marks follow a vowel, one elsewhere speaks against VNI."""
    stray = len(_VNI_MARK.findall(_VNI_SEQUENCE.sub("", text))) if encoding == "vni" else 0
    return likeness(reading) - _SURE * stray


@lru_cache(maxsize=50_000)
def decode(text: str, encoding: Encoding, font: str | None = None) -> str:
    """Return `text` as composed Unicode.

    `encoding` is that of the sheet, `font` that of the cell where it is known; an old font overrules the sheet.
    A text that can only be Unicode stays as it is.
    """
    if text.isascii():
        return compose(text)
    hinted = font_encoding(font)
    legacy = hinted or encoding
    if legacy == "unicode" or _UNICODE_ONLY.search(text):
        return compose(text)
    as_unicode, as_legacy = compose(text), _read(text, legacy, font)
    advantage = likeness(as_unicode) - _credibility(text, as_legacy, legacy)
    needed = 2 if hinted else 0 if font else 1
    return as_unicode if advantage >= needed else as_legacy


def encode(text: str, encoding: Encoding) -> str:
    """Return composed `text` in an old encoding, as its font would store it; TCVN3 loses the case of marked vowels."""
    if encoding == "tcvn3":
        return "".join(_TCVN3_BACK.get(c) or _TCVN3_BACK.get(c.lower(), c) for c in compose(text))
    return "".join(_VNI_BACK.get(c, c) for c in compose(text)) if encoding == "vni" else compose(text)
