"""`nennep import_roster`: one list of people as an office keeps it (FORMATS.md section 3)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.exchange.actions.roster import import_roster
from nennep.exchange.printing import print_result
from nennep.exchange.reading import read_people
from nennep.organizations.queries.unit import by_code


class Command(BaseCommand):
    """Takes in what can be taken; status 1 when rows were left."""

    help = "Takes in a list of people for a unit and those below it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what FORMATS.md section 1 names."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--create-units", action="store_true", help="make a cell of each unit that is not known")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--verbose", action="store_true", help="list every row at a terminal too")

    def handle(self, *args: object, **options: Any) -> None:
        """Read, take in, and print what became of each row."""
        unit = by_code(options["unit"].strip())
        if unit is None:
            raise CommandError(_("There is no unit with the code %(code)s.") % {"code": options["unit"]})
        imported = import_roster(
            actor=console(),
            unit=unit,
            file=read_people(options["file"], clock.today()),
            file_name=options["file"].name,
            today=clock.today(),
            now=clock.now(),
            create_units=options["create_units"],
            dry_run=options["dry_run"],
        )
        print_result(self.stdout, self.stderr, imported, options["file"], options["format"], verbose=options["verbose"])
