"""`nennep import_workbook`: the year book (FORMATS.md section 2)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nennep.core import clock
from nennep.core.actors import console
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.printing import print_result
from nennep.exchange.reading import read_parts


class Command(BaseCommand):
    """Takes in what can be taken; status 1 when rows or sheets were left."""

    help = "Takes in a year book: units, people, quotas, classes, trainees, study events, commendations."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what FORMATS.md section 1 names."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--verbose", action="store_true", help="list every row at a terminal too")

    def handle(self, *args: object, **options: Any) -> None:
        """Read, take in, and print what became of each row."""
        imported = import_workbook(
            actor=console(),
            unit=None,
            parts=read_parts(options["file"], clock.today()),
            file_name=options["file"].name,
            today=clock.today(),
            now=clock.now(),
            dry_run=options["dry_run"],
        )
        print_result(self.stdout, self.stderr, imported, options["file"], options["format"], verbose=options["verbose"])
