"""`nennep due`: who must learn what by when, on any day, as text, JSON or a workbook."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nennep.core.actors import console
from nennep.core.errors import Refused
from nennep.obligations.exports import as_json, as_text, workbook
from nennep.obligations.queries.due import NOT_DONE, DueFilter, lines
from nennep.obligations.rules.state import State
from nennep.organizations.models import Unit
from nennep.organizations.queries.unit import by_code
from nennep.organizations.scope import Tree


class Command(BaseCommand):
    """Reads only; the console sees every unit."""

    help = "Prints who must learn what by when, for a unit and all below it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what FORMATS.md section 1 names."""
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--as-of", required=True, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--tree", choices=[tree.value for tree in Tree], default=Tree.NOW.value, help="today's tree, or that of the day"
        )
        parser.add_argument("--all", action="store_true", help="lines that are done too")
        parser.add_argument("--format", choices=["text", "json", "xlsx"], default="text")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: object, **options: Any) -> None:
        """Print the lines, or write them to the file named."""
        kind, output = options["format"], options["output"]
        if kind == "xlsx" and output is None and self.stdout.isatty():
            raise Refused("due_output_wanted")
        as_of = _day(options["as_of"])
        unit = _unit(options["unit"].strip(), as_of)
        states = frozenset(State) if options["all"] else NOT_DONE
        tree = Tree(options["tree"])
        found = lines(console(), unit, as_of, DueFilter(states=states), tree).all()
        if kind == "xlsx":
            content = workbook(as_of, found)
        else:
            told = as_json(unit, as_of, found) if kind == "json" else as_text(unit, as_of, found, tree)
            content = f"{told}\n".encode()
        if output is not None:
            _write(output, content)
        elif kind == "xlsx":
            sys.stdout.buffer.write(content)
        else:
            self.stdout.write(content.decode(), ending="")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("due_no_day", text=text) from None


def _unit(code: str, as_of: date) -> Unit:
    unit = by_code(code, as_of) or by_code(code)
    if unit is None:
        raise Refused("due_no_unit", code=code)
    return unit


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Refused("due_output_failed", path=path, problem=problem.strerror) from None
