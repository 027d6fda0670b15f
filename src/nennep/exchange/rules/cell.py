"""Reading single cells: text, dates, numbers, money; what cannot be read becomes a reason with the value in it."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from nennep.exchange.rules.reason import Reason, reject, warn
from nennep.spreadsheets.book import Cell, Row, text_of
from nennep.vietnamese.dates import DateProblem, PartialDate, parse_date
from nennep.vietnamese.text import compose, squash

_NOTHING = frozenset(["khong", "khongro", "chuaro", "chua", "chuaco", "khongnho", "khongco", "na", "null", "none", "0"])
_DITTO = frozenset(
    f"{before}{sign}{after}"
    for sign in (
        '"',
        "''",
        "”",
        "“",
        "〃",
        "″",
        "//",
        "-//-",
        "-nt-",
        "-nt",
        "nt",
        "NT",
        "Nt",
        "nt.",
        "n.t",
        "- nt -",
        "như trên",
        "Như trên",
    )
    for before in ("", " ")
    for after in ("", " ")
)
_TWO_DATES = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:\d{4}|\d{2})|\b\d{1,2}\s*[/.-]\s*\d{4}\b|\b\d{4}\b")
_PLAIN_DAY = re.compile(r"(?!00)\d\d/(?!00)\d\d/(?:19|20)\d\d", re.ASCII)
_MONEY_WORDS = re.compile(r"(?:đồng|đ|vnđ|vnd|dong)\.?$", re.IGNORECASE)
_MILLIONS = re.compile(r"([\d.,]+)\s*(?:triệu|tr)\b", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")


def text(value: Cell) -> str:
    """Return a cell as composed text."""
    return _composed(value) if isinstance(value, str) else text_of(value)


_composed = lru_cache(maxsize=20_000)(compose)


def says_ditto(row: Row) -> bool:
    """Tell whether a cell of a row says 'as above'."""
    return any(value in _DITTO for value in row if isinstance(value, str))


def is_ditto(value: Cell) -> bool:
    """Tell whether a cell says 'as above'."""
    return isinstance(value, str) and value in _DITTO


def is_nothing(value: Cell) -> bool:
    """Tell whether a cell says that nothing is known: a dash, dots, 'không rõ'."""
    return value is None or (isinstance(value, str) and ((key := squash(value)) == "" or key in _NOTHING))


def _plain_day(told: str) -> PartialDate:
    """Return a day written dd/mm/yyyy with all its digits, by far the most common."""
    try:
        return PartialDate(int(told[6:]), int(told[3:5]), int(told[:2]))
    except ValueError:
        raise DateProblem("no_such_day", told) from None


class DateReader:
    """Reads date cells. `today` decides the century of years in two digits: nobody is born in the last `youngest` years."""

    def __init__(self, today: date, *, youngest: int = 0) -> None:
        self._pivot = (today.year - youngest + 1) % 100
        self._known: dict[Cell, PartialDate | DateProblem | None] = {}

    def read(self, value: Cell, field: str, reasons: list[Reason]) -> PartialDate | None:
        """Return the date of a cell, None when it says nothing; what cannot be read is added to `reasons`."""
        if value is None:
            return None
        found = self._known.get(value, self)
        if found is self:
            found = self._known[value] = self._parse(value)
        if isinstance(found, DateProblem):
            reasons.append(reject(found.code, field=field, value=text(value)))
            return None
        return found  # type: ignore[return-value]  # the sentinel was replaced above

    def _parse(self, value: Cell) -> PartialDate | DateProblem | None:
        if isinstance(value, datetime) and not 0 < value.year < 10_000:  # noqa: PLR2004 - what a date can hold
            return DateProblem("unreadable_date", text(value))
        try:
            if isinstance(value, str):
                if _PLAIN_DAY.fullmatch(value):
                    return _plain_day(value)
                if is_nothing(value):
                    return None
            return parse_date(value, pivot=self._pivot)
        except DateProblem as problem:
            return problem

    def read_pair(self, value: Cell) -> tuple[str, str] | None:
        """Return the two dates that stand in one cell, as texts."""
        if not isinstance(value, str):
            return None
        found = _TWO_DATES.findall(value)
        return (found[0], found[1]) if len(found) == 2 else None  # noqa: PLR2004 - a pair


def whole_number(value: Cell, field: str, reasons: list[Reason], *, least: int = 0) -> int | None:
    """Return the whole number in a cell, None when blank; anything else, or less than `least`, rejects the row."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    number = _decimal(value)
    if number is None or number != number.to_integral_value():
        reasons.append(reject("not_a_number", field=field, value=text(value)))
        return None
    if number < least or number > 10**9:
        reasons.append(reject("number_out_of_range", field=field, value=text(value)))
        return None
    return int(number)


def mark(value: Cell, field: str, reasons: list[Reason], *, most: int = 10) -> Decimal | None:
    """Return a mark from 0 to `most` with two decimals, None when blank."""
    if is_blank(value):
        return None
    number = _decimal(value)
    if number is None:
        reasons.append(reject("not_a_number", field=field, value=text(value)))
        return None
    if not 0 <= number <= most:
        reasons.append(reject("mark_out_of_range", field=field, value=text(value), most=most))
        return None
    return number.quantize(Decimal("0.01"))


def money(value: Cell, field: str, reasons: list[Reason]) -> int | None:
    """Return an amount in whole đồng, None when blank: 1500000, '1.500.000 đ', '1,5 triệu'."""
    if is_blank(value):
        return None
    number = _decimal(value)
    if number is None and isinstance(value, str):
        told = compose(value)
        if millions := _MILLIONS.fullmatch(_MONEY_WORDS.sub("", told).strip()):
            part = _decimal(millions[1].replace(",", "."))
            number = None if part is None else part * 1_000_000
        else:
            bare = _MONEY_WORDS.sub("", told).strip()
            number = _decimal(re.sub(r"[.,\s]", "", bare)) if _GROUPED.fullmatch(bare) or bare.isdigit() else None
    if number is None:
        reasons.append(reject("not_a_number", field=field, value=text(value)))
        return None
    if number < 0 or number != number.to_integral_value() or number > 10**12:
        reasons.append(reject("number_out_of_range", field=field, value=text(value)))
        return None
    return int(number)


def is_blank(value: Cell) -> bool:
    """Tell whether a cell holds nothing, or a dash that stands for nothing."""
    return value is None or (isinstance(value, str) and value.strip(" -–—.…") == "")


def _decimal(value: Cell) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | float | int):
        return None
    if isinstance(value, str):
        told = compose(value)
        if _GROUPED.fullmatch(told) and len(told) > 4:  # noqa: PLR2004 - 1.500 is one and a half thousand
            told = re.sub(r"[.,\s]", "", told)
        value = told.replace(",", ".")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def digits(value: Cell) -> str:
    """Return the digits of a number typed as text or stored as a number: '0912 345 678' or 912345678.0."""
    return "".join(filter(str.isdigit, text(value)))


def unreadable(field: str, value: Cell) -> Reason:
    """Return the warning that a value was not understood and is left away."""
    return warn("not_understood", field=field, value=text(value))
