"""`nennep import_workbook`: the year book (FORMATS.md section 2)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.printing import print_result
from nennep.exchange.rules.book import BookPart, read_year_book
from nennep.exchange.wording import sentence
from nennep.spreadsheets.book import Unreadable
from nennep.spreadsheets.read import read_book


class Command(BaseCommand):
    """Takes in what can be taken; status 1 when rows or sheets were left."""

    help = "Takes in a year book: units, people, quotas, classes, trainees, study events, commendations."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what FORMATS.md section 1 names."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: object, **options: Any) -> None:
        """Read, take in, and print what became of each row."""
        imported = import_workbook(
            actor=console(),
            unit=None,
            parts=read_parts(options["file"]),
            file_name=options["file"].name,
            today=clock.today(),
            now=clock.now(),
            dry_run=options["dry_run"],
        )
        print_result(self.stdout, imported, options["file"], options["format"])


def read_parts(path: Path) -> Sequence[BookPart]:
    """Return the sheets of a year book.

    Raises:
        CommandError: the file cannot be read, or holds nothing that could be taken.
    """
    try:
        book = read_book(path)
    except Unreadable as problem:
        raise CommandError(problem.sentence) from problem
    parts = read_year_book(book, clock.today())
    if not any(part.sheet for part in parts):
        raise CommandError(
            _(
                "This is no year book: none of its sheets is called Tổ chức, Nhân sự, Chỉ tiêu, Lớp, Học viên, Đợt học, Tham gia or Khen thưởng."
            )
        )
    if not any(part.rows for part in parts):
        problems = [part.problem for part in parts if part.problem is not None]
        told = sentence(problems[0].code, problems[0].facts) if problems else _("The sheets of the year book hold no rows.")
        raise CommandError(told)
    return parts
