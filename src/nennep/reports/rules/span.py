"""The years of a report, and the rates that it prints."""

from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1930, 2199
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Whole calendar years, both included. Raises ValueError when they do not follow each other."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.first <= self.last <= LAST_YEAR:
            message = f"{self.first} to {self.last} are no years of a report"
            raise ValueError(message)

    @property
    def starts_on(self) -> date:
        """The first day."""
        return date(self.first, 1, 1)

    @property
    def ends_on(self) -> date:
        """The last day."""
        return date(self.last, 12, 31)

    @property
    def before(self) -> "Span | None":
        """As many years right before these; None where no report reaches so far back."""
        length = self.last - self.first + 1
        return Span(self.first - length, self.last - length) if self.first - length >= FIRST_YEAR else None

    @property
    def text(self) -> str:
        """'2021', or '2019-2021'."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def rate(part: int, whole: int) -> float | None:
    """Return `part` of `whole` with four decimals; None when there is nothing below the line."""
    return round(part / whole, DIGITS) if whole else None
