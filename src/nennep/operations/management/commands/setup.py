"""`nennep setup`: creates or upgrades the database and loads the reference catalog; safe to repeat."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from nennep.operations import setting_up


class Command(BaseCommand):
    """Everything that must stand before the server starts."""

    help = "Creates or upgrades the database and loads the reference catalog; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Run the steps in order."""
        setting_up.close_folder()
        setting_up.migrate()
        setting_up.load_catalogs()
        setting_up.collect_static()
        setting_up.close_folder()
        self.stdout.write(_("The database is ready."))
