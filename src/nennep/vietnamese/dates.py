"""Dates as lists keep them: a day, a month or only a year, and none of them made up."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Literal

from nennep.vietnamese.text import compose

Precision = Literal["d", "m", "y"]
FIRST_YEAR, LAST_YEAR = 1850, 2199
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(LAST_YEAR + 1, 91_000)
_EIGHT_DIGITS = range(1_000_000, 100_000_000)
_MONTHS = range(1, 13)
_TYPED_YEARS = range(1900, 2101)
_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
_WORDS = re.compile(r"\b(?:sinh|ngày|ngay|tháng|thang|năm|nam|th|t|kết nạp|vào đảng|dự bị|chính thức|db|ct)\b\.?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:(?<=\d)t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|sa|ch)?\s*(?:z|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)
_LETTER_BY_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SEPARATORS = re.compile(r"[\s/\\.,\-–—_…?xX*]+")
_EDGES = " '\":;()"
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?:/(?P<month>[0-9]{1,2})(?:/(?P<day>[0-9]{1,2}))?)?")
_YEAR_LAST = re.compile(r"(?:(?P<day>[0-9]{1,2})/)?(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_SHORT_YEAR = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{2})|(?P<m>[0-9]{1,2})/(?P<y>3[2-9]|[4-9][0-9])")
_TOGETHER = re.compile(r"[0-9]{8}")
_DECIMAL = re.compile(r"([0-9]{4,5})\.0+")


class DateProblem(ValueError):  # noqa: N818 - what is wrong with a value, kept beside it
    """A value is no date. `code` is no_such_day, year_out_of_range or unreadable_date; `text` is the value as it came."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or only its month or year. Raises ValueError for days that do not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def of(cls, day: date, precision: Precision = "d") -> "PartialDate":
        """Return what of `day` is known: all, its month ('m') or its year ('y')."""
        return cls(day.year, None if precision == "y" else day.month, day.day if precision == "d" else None)

    @property
    def precision(self) -> Precision:
        """'d', 'm' or 'y'."""
        return "d" if self.day is not None else "m" if self.month is not None else "y"

    @property
    def first(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """'1985', '1985-03' or '1985-03-12'."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def text(self) -> str:
        """'1985', '03/1985' or '12/03/1985'."""
        return "/".join(reversed(self.iso.split("-")))


def parse_date(value: object, *, pivot: int = 30) -> PartialDate:
    """Read a date cell or text: a date, a year, a spreadsheet's day number, or what offices type.

    Day comes before month, as Vietnam writes it; only a year that stands first turns the order. Parts given as
    zero, dots or question marks are unknown. A two-digit year from `pivot` on belongs to the 20th century.
    A date cell in 1905 is a bare year typed into a column of dates. Raises DateProblem.
    """
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        typed = (value - _EXCEL_EPOCH).days
        return PartialDate(typed) if typed in _TYPED_YEARS else _checked(value.year, value.month, value.day, f"{value:%d/%m/%Y}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    return _from_text("" if value is None else compose(str(value)), pivot)


def _from_number(number: float) -> PartialDate:
    if not isfinite(number):
        raise DateProblem("unreadable_date", str(number))
    whole = int(number)
    text = str(whole) if number == whole else f"{number:g}"
    if number == whole and whole in _YEARS:
        return PartialDate(whole)
    if whole in _SERIALS:
        day = _EXCEL_EPOCH + timedelta(days=whole)
        return PartialDate(day.year, day.month, day.day)
    if number == whole and whole in _EIGHT_DIGITS:
        return _from_digits(f"{whole:08d}", text)
    # 3.1985 typed for March 1985 was taken for a decimal number
    month, _, decimals = f"{number:.4f}".partition(".")
    if whole in _MONTHS and int(decimals) in _YEARS and float(f"{month}.{decimals}") == number:
        return PartialDate(int(decimals), whole)
    raise DateProblem("unreadable_date", text)


def _from_digits(digits: str, text: str) -> PartialDate:
    for year, month, day in ((digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])):
        if int(year) in _YEARS:
            return _checked(int(year), int(month), int(day), text)
    raise DateProblem("unreadable_date", text)


def _from_text(text: str, pivot: int) -> PartialDate:
    if decimal := _DECIMAL.fullmatch(text):
        return _from_number(float(decimal[1]))
    if _TOGETHER.fullmatch(text):
        return _from_digits(text, text)
    words = _LETTER_BY_DIGIT.sub(" ", _CLOCK.sub("", text))
    bare = _SEPARATORS.sub("/", _WORDS.sub(" ", words).strip(_EDGES)).strip("/")
    if long := _YEAR_FIRST.fullmatch(bare) or _YEAR_LAST.fullmatch(bare):
        return _checked(int(long["year"]), int(long["month"] or 0), int(long["day"] or 0), text)
    if short := _SHORT_YEAR.fullmatch(bare):
        year = int(short["year"] or short["y"])
        century = 1900 if year >= pivot else 2000
        return _checked(century + year, int(short["month"] or short["m"]), int(short["day"] or 0), text)
    raise DateProblem("unreadable_date", text)


def _checked(year: int, month: int, day: int, text: str) -> PartialDate:
    """Return the date; a month or day of 0 is unknown, but a day needs its month."""
    if year not in _YEARS:
        raise DateProblem("year_out_of_range", text)
    try:
        return PartialDate(year, month or None, day or None)
    except ValueError:
        raise DateProblem("no_such_day", text) from None
