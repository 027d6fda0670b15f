"""`nennep undo_import`: takes one import back (FORMATS.md section 1)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.exchange.actions.undo import undo_import
from nennep.exchange.models import ImportBatch
from nennep.exchange.wording import record_word


class Command(BaseCommand):
    """Takes back all of an import, or nothing of it and says what stands in the way."""

    help = "Takes back one import, as long as nothing was built on it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what FORMATS.md section 1 names."""
        parser.add_argument("batch", type=int, metavar="BATCH")

    def handle(self, *args: object, **options: Any) -> None:
        """Undo, and print what went."""
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(_("There is no import %(number)s.") % {"number": options["batch"]})
        gone = undo_import(actor=console(), batch=batch, now=clock.now())
        told = ", ".join(f"{record_word(label)} {count}" for label, count in gone.items()) or _("no records")
        self.stdout.write(_("Import %(number)s was taken back: %(what)s.") % {"number": batch.pk, "what": told})
