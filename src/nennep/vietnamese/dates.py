"""Dates as lists keep them: a day, a month or only a year, and none of them made up."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from nennep.vietnamese.text import compose

Precision = Literal["d", "m", "y"]
FIRST_YEAR, LAST_YEAR = 1850, 2199
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(LAST_YEAR + 1, 91_000)
_WORDS = re.compile(r"\b(?:sinh|ngày|ngay|tháng|thang|năm|nam|th|t)\b\.?|(?<=\bt)(?=\d)", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(?<=\d)t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|sa|ch)?\s*(?:z|[+-]\d\d:?\d\d)?$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s/\\.,\-–—_…?xX*]+")
_SHAPE = re.compile(r"\d+(?:/\d+){0,2}")
_FLOAT = re.compile(r"(\d{4,5})\.0+")


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
    Raises DateProblem.
    """
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day, value.strftime("%d/%m/%Y"))
    if isinstance(value, bool):
        raise DateProblem("unreadable_date", str(value))
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(compose(str(value or "")), pivot)


def _from_number(number: float) -> PartialDate:
    text = f"{number:g}" if isinstance(number, float) and abs(number) < 100_000 else f"{number:.0f}"
    if number != number or abs(number) > 99_999_999 or number < 0:
        raise DateProblem("unreadable_date", str(number))
    whole = int(number)
    if number == whole and FIRST_YEAR <= whole <= LAST_YEAR:
        return PartialDate(whole)
    if whole in _SERIALS:
        day = _EXCEL_EPOCH + timedelta(days=whole)
        return PartialDate(day.year, day.month, day.day)
    if number == whole and whole >= 1_000_000:
        return _from_digits(f"{whole:08d}", text)
    if 1 <= whole <= 12:  # 3.1985 typed for March 1985 was taken for a decimal number
        year = round((number - whole) * 10_000)
        if FIRST_YEAR <= year <= LAST_YEAR and abs(whole + year / 10_000 - number) < 1e-9:
            return PartialDate(year, whole)
    raise DateProblem("unreadable_date", text)


def _from_digits(digits: str, text: str) -> PartialDate:
    for year, month, day in ((digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])):
        if FIRST_YEAR <= int(year) <= LAST_YEAR:
            return _checked(int(year), int(month), int(day), text)
    raise DateProblem("unreadable_date", text)


def _from_text(text: str, pivot: int) -> PartialDate:
    if whole := _FLOAT.fullmatch(text):
        return _from_number(float(whole[1]))
    spaced = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", _CLOCK.sub("", text))
    bare = _SEPARATORS.sub("/", _WORDS.sub(" ", spaced).strip(" '\":;()")).strip("/")
    if not _SHAPE.fullmatch(bare):
        raise DateProblem("unreadable_date", text)
    parts = bare.split("/")
    if len(parts) == 1:
        return _from_single(bare, text)
    if len(parts[0]) == 4:
        year, month, day = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 0
    else:
        day, month = (int(parts[0]), int(parts[1])) if len(parts) == 3 else (0, int(parts[0]))
        year = _full_year(parts[-1], pivot, short=len(parts) == 3, text=text)
    return _checked(year, month or None, (day or None) if month else None, text)


def _from_single(digits: str, text: str) -> PartialDate:
    if len(digits) == 4:
        return _checked(int(digits), None, None, text)
    if len(digits) == 8:
        return _from_digits(digits, text)
    raise DateProblem("unreadable_date", text)


def _full_year(digits: str, pivot: int, *, short: bool, text: str) -> int:
    if len(digits) == 2 and short:
        return int(digits) + (1900 if int(digits) >= pivot else 2000)
    if len(digits) != 4:
        raise DateProblem("unreadable_date", text)
    return int(digits)


def _checked(year: int, month: int | None, day: int | None, text: str) -> PartialDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateProblem("year_out_of_range", text)
    try:
        return PartialDate(year, month, day)
    except ValueError:
        raise DateProblem("no_such_day", text) from None
