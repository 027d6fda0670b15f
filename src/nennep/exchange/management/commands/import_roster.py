"""`nennep import_roster`: one list of people as an office keeps it (FORMATS.md section 3)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.exchange.actions.roster import import_roster
from nennep.exchange.printing import print_result
from nennep.exchange.rules.roster import RosterFile, lay_out_book, read_roster
from nennep.organizations.queries.unit import by_code
from nennep.spreadsheets.book import Unreadable
from nennep.spreadsheets.read import read_book


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

    def handle(self, *args: object, **options: Any) -> None:
        """Read, take in, and print what became of each row."""
        unit = by_code(options["unit"].strip())
        if unit is None:
            raise CommandError(_("There is no unit with the code %(code)s.") % {"code": options["unit"]})
        imported = import_roster(
            actor=console(),
            unit=unit,
            file=read_people(options["file"]),
            file_name=options["file"].name,
            today=clock.today(),
            now=clock.now(),
            create_units=options["create_units"],
            dry_run=options["dry_run"],
        )
        print_result(self.stdout, imported, options["file"], options["format"])


def read_people(path: Path) -> RosterFile:
    """Return the people on the lists of a file.

    Raises:
        CommandError: the file cannot be read, or holds no list of people.
    """
    try:
        book = read_book(path)
    except Unreadable as problem:
        raise CommandError(problem.sentence) from problem
    file = read_roster(lay_out_book(book), clock.today())
    if not any(layout.header for layout in file.layouts):
        raise CommandError(
            _("The file holds no list of people: no sheet has a column for the full name beside others that are known.")
        )
    if not file.rows:
        raise CommandError(_("The list in the file is empty: nobody stands under its header."))
    return file
