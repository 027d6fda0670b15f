"""`nennep worker`: works off jobs until it is told to stop."""

import signal
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from nennep.jobs.worker import Worker


class Command(BaseCommand):
    """A worker beside those that `nennep serve` starts; several share the queue."""

    help = "Works off jobs until it is told to stop."

    def handle(self, *args: object, **options: object) -> None:
        """Run the loop; SIGTERM and SIGINT end it at the next safe point of the job in hand."""
        worker = Worker(Path(settings.DATA) / "workers")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stopping.set())
        if int(str(options["verbosity"])) > 1:
            self.stdout.write(_("Waiting for work."))
        worker.loop()
