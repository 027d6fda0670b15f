"""`nennep serve`: the web server as in production, with the workers that do the long work."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nennep.operations.serving import Address, Workers, processors, threads, web_server
from nennep.operations.setting_up import unapplied


def _address(text: str) -> Address:
    return Address.parse(text)


class Command(BaseCommand):
    """Serves until SIGTERM or SIGINT."""

    help = "Runs the web server as in production, with a job worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take address and sizes."""
        parser.add_argument("--bind", type=_address, default=Address("127.0.0.1", 8000), metavar="HOST:PORT")
        parser.add_argument("--processes", type=int, default=min(max(processors(), 2), 8), help="of the web server")
        parser.add_argument("--threads", type=int, default=threads(), help="in each process of the web server")
        parser.add_argument("--demo", action="store_true", help="first set up and load the demonstration")
        parser.add_argument("--workers", type=int, default=1, help="processes that work off jobs; 0 when they run elsewhere")

    def handle(self, *args: object, **options: Any) -> None:
        """Check what would make the start useless, then serve."""
        address: Address = options["bind"]
        try:
            free = address.is_free()
        except OSError as problem:
            raise CommandError(
                _("%(host)s cannot be listened on: %(problem)s.") % {"host": address.host, "problem": problem}
            ) from problem
        if not free:
            raise CommandError(
                _("Port %(port)d is taken by another process. Stop that one, or choose another port: `make run PORT=%(other)d`.")
                % {"port": address.port, "other": address.port + 1}
            )
        if options["demo"]:
            call_command("setup", stdout=self.stdout)
            call_command("demo", stdout=self.stdout)
        elif unapplied():
            raise CommandError(_("The database is not set up for this version: run `nennep setup` first."))
        self.site = os.environ.setdefault("NENNEP_ADDRESS", address.url)  # the server's processes read it again
        server = web_server(address, options["processes"], options["threads"])
        server.on_startup(self._announce)
        with Workers(options["workers"]):
            server.serve()

    def _announce(self) -> None:
        self.stdout.write(_("Nền Nếp runs at %(address)s (Ctrl C ends it).") % {"address": self.site})
        self.stdout.flush()
