"""The few words in which the two databases differ."""

from dataclasses import dataclass
from datetime import date

from django.db import connection


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database adds months (with the end of the month kept), writes a day and compares ASCII keys."""

    months: str
    day: str
    ascii: str

    def add_months(self, day: str, months: str) -> str:
        """Return the expression for `day` + `months`, both expressions; same result as `core.months.add_months`."""
        return self.months.format(day=day, months=months)

    def literal(self, day: date) -> str:
        """Return a day as a constant."""
        return self.day.format(day.isoformat())


POSTGRESQL = Dialect("CAST({day} + make_interval(months => {months}) AS date)", "DATE '{}'", 'COLLATE "C"')
SQLITE = Dialect(  # its months overflow: 29/02 + 12 months is 01/03, so the last day of the month wins where it comes first
    "MIN(date({day}, '+' || {months} || ' months'), date({day}, 'start of month', '+' || ({months} + 1) || ' months', '-1 day'))",
    "'{}'",
    "",
)


def dialect() -> Dialect:
    """Return the dialect of the database in use."""
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
