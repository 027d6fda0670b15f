"""The styles of an .xlsx file, as far as they change what a cell says: its font, and dates shown without a day."""

import re
from typing import NamedTuple
from xml.sax.saxutils import unescape  # nosec B406 - replaces three entities, parses nothing

_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:/>|\b[^>]*>.*?</(?:\w+:)?font>)", re.DOTALL)
_FONT_NAME = re.compile(rb'<(?:\w+:)?name val="([^"]*)"')
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_BUILT_IN_MONTH = 17


class Styles(NamedTuple):
    """By number of cell style: the name of its font, and 'm' or 'y' for dates that show no day or no month."""

    fonts: list[str]
    partial: dict[int, str]


def is_legacy(font: str) -> bool:
    """Tell whether a font was made for an encoding of before Unicode."""
    return font.lower().startswith((".vn", "vni"))


def read_styles(xml: bytes) -> Styles:
    """Read xl/styles.xml."""
    fonts = []
    if block := _FONTS.search(xml):
        for font in _FONT.findall(block[0]):
            name = _FONT_NAME.search(font)
            fonts.append(name[1].decode("utf-8", "replace") if name else "")
    shapes = {_BUILT_IN_MONTH: "m"}
    for number_format in _NUMBER_FORMAT.findall(xml):
        about = dict(_ATTRIBUTE.findall(number_format))
        shape = shown_part(about.get(b"formatCode", b"").decode("utf-8", "replace"))
        if shape and about.get(b"numFmtId", b"").isdigit():
            shapes[int(about[b"numFmtId"])] = shape
    own_fonts, partial = [], {}
    if block := _CELL_STYLES.search(xml):
        for number, style in enumerate(_CELL_STYLE.findall(block[0])):
            about = dict(_ATTRIBUTE.findall(style))
            font, shown = int(about.get(b"fontId", b"0")), int(about.get(b"numFmtId", b"0"))
            own_fonts.append(fonts[font] if font < len(fonts) else "")
            if shown in shapes:
                partial[number] = shapes[shown]
    return Styles(own_fonts, partial)


def shown_part(code: str) -> str | None:
    """Return 'm' when a number format shows month and year only, 'y' when it shows a year only, else None."""
    bare = _LITERAL.sub("", unescape(code, {"&quot;": '"'})).split(";")[0].lower()
    if "y" not in bare or re.search("[dhs]", bare):
        return None
    return "m" if "m" in bare else "y"
