"""`nennep annual_report`: the year of a unit as text, JSON or a paper."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nennep.core.errors import Refused
from nennep.organizations.models import Unit
from nennep.organizations.queries.unit import by_code
from nennep.organizations.scope import Tree
from nennep.reports.plain import as_text
from nennep.reports.printing import PAPERS, as_file, as_json_text
from nennep.reports.queries.annual import annual_report
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span

TEXTS = {"text": as_text, "json": as_json_text}


class Command(BaseCommand):
    """Reads only; the console sees every unit."""

    help = "Prints the annual report of a unit and all below it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what FORMATS.md section 1 names."""
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--year", type=int)
        parser.add_argument("--from", type=int, dest="first", metavar="YEAR")
        parser.add_argument("--to", type=int, dest="last", metavar="YEAR")
        parser.add_argument("--format", choices=[*TEXTS, *PAPERS], default="text")
        parser.add_argument(
            "--tree", choices=[tree.value for tree in Tree], default=Tree.NOW.value, help="today's tree, or that of the time"
        )
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: object, **options: Any) -> None:
        """Print the report, or write it to the file named."""
        kind, output = options["format"], options["output"]
        if kind in PAPERS and output is None and self.stdout.isatty():
            raise Refused("output_wanted", format=kind)
        span = _span(options["year"], options["first"], options["last"])
        report = annual_report(Scope(_unit(options["unit"]), span, Tree(options["tree"])))
        content = as_file(report, kind) if kind in PAPERS else f"{TEXTS[kind](report)}\n".encode()
        if output is not None:
            _write(output, content)
        elif kind in PAPERS:
            sys.stdout.buffer.write(content)
        else:
            self.stdout.write(content.decode(), ending="")


def _unit(code: str) -> Unit:
    unit = by_code(code.strip())
    if unit is None:
        raise Refused("no_such_unit", code=code)
    return unit


def _span(year: int | None, first: int | None, last: int | None) -> Span:
    if (year is None) == (first is None and last is None):
        raise Refused("year_or_span")
    if year is not None:
        first = last = year
    if first is None or last is None:
        raise Refused("year_or_span")
    try:
        return Span(first, last)
    except ValueError:
        raise Refused("no_such_years", first=first, last=last) from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Refused("output_not_written", path=path, problem=problem.strerror) from None
