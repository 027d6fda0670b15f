"""`nennep backup FILE`: everything, files included."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nennep.operations.archive import back_up


class Command(BaseCommand):
    """Can run while the server runs."""

    help = "Writes everything (tables, files, secrets) into one file that either kind of database can be restored from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: Any) -> None:
        """Write the file."""
        path: Path = options["file"]
        try:
            manifest = back_up(path)
        except OSError as problem:
            raise CommandError(
                _("%(file)s cannot be written: %(problem)s.") % {"file": path, "problem": problem.strerror or problem}
            ) from problem
        rows = sum(manifest["rows"].values())
        self.stdout.write(
            _("%(rows)d rows were written to %(file)s. It holds the keys too: keep it safe.") % {"rows": rows, "file": path}
        )
        missing = manifest.get("missing", [])
        if missing:
            self.stdout.write(_("%(count)d files that rows name are not in the storage:") % {"count": len(missing)})
            self.stdout.write("\n".join(missing))
            raise SystemExit(1)
