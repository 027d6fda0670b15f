"""`nennep worker`: works off jobs until it is told to stop."""

import signal
import sys
import threading
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from nennep.jobs.worker import Worker


def _end_with_stdin(worker: Worker) -> None:
    """Stop with the process that holds the other end of the pipe, however that one ended."""
    sys.stdin.read()
    worker.stopping.set()


class Command(BaseCommand):
    """A worker beside those that `nennep serve` starts; several share the queue."""

    help = "Works off jobs until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what `nennep serve` needs to tell."""
        parser.add_argument("--until-eof", action="store_true", help=SUPPRESS)

    def handle(self, *args: object, **options: object) -> None:
        """Run the loop; SIGTERM and SIGINT end it at the next safe point of the job in hand."""
        worker = Worker(Path(settings.DATA) / "workers")
        if options["until_eof"]:
            threading.Thread(target=_end_with_stdin, args=(worker,), daemon=True).start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stopping.set())
        if int(str(options["verbosity"])) > 1:
            self.stdout.write(_("Waiting for work."))
        worker.loop()
