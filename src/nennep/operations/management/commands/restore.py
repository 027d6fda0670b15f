"""`nennep restore FILE`: puts a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nennep.core.errors import Refused
from nennep.operations import setting_up
from nennep.operations.restoring import holds_data, restore


class Command(BaseCommand):
    """Refuses a database that holds data, unless told."""

    help = "Puts a backup back; refuses a database that is not empty unless --replace is given. Stop the server first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and the word that allows to lose what is there."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what the database holds now")

    def handle(self, *args: object, **options: Any) -> None:
        """Check, then restore."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": path})
        if not options["replace"] and holds_data():
            raise Refused("database_not_empty")
        manifest = restore(path)
        setting_up.close_folder()
        self.stdout.write(
            _("%(rows)d rows were restored from %(file)s. Everybody signs in again.")
            % {"rows": sum(manifest["rows"].values()), "file": path}
        )
