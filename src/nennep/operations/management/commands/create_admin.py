"""`nennep create_admin`: the first administrator, and the unit at the root when there is none yet."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import Role, console
from nennep.organizations.actions.account import open_account
from nennep.organizations.actions.unit import establish_unit
from nennep.organizations.models import Unit, UnitKind


class Command(BaseCommand):
    """Prints a user name and a code with which the person sets a password."""

    help = "Opens the account of an administrator at a unit; makes the unit when --unit-name is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person and the unit."""
        parser.add_argument("full_name")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--unit-name", help="makes the unit at the top of the tree under this name")
        parser.add_argument("--unit-kind", default="province", help="kind of the unit that is made (default: province)")

    def handle(self, *args: object, **options: Any) -> None:
        """Open the account."""
        unit = Unit.objects.filter(code=options["unit"], dissolved_on=None).first() or self._found(options)
        user, code = open_account(
            actor=console(),
            full_name=options["full_name"],
            role=Role.ADMINISTRATOR,
            unit=unit,
            today=clock.today(),
            now=clock.now(),
        )
        self.stdout.write(
            _("User name: %(name)s\nActivation code: %(code)s\nSet the password at %(address)s")
            % {"name": user.username, "code": code, "address": settings.SITE_ADDRESS}
        )

    def _found(self, options: dict[str, Any]) -> Unit:
        code, name, kind = options["unit"], options["unit_name"], UnitKind.objects.filter(code=options["unit_kind"]).first()
        if not name:
            raise CommandError(_("There is no unit %(code)s. Give its name with --unit-name to make it.") % {"code": code})
        if kind is None:
            known = ", ".join(UnitKind.objects.values_list("code", flat=True))
            raise CommandError(
                _("There is no kind of unit %(kind)s. Known: %(known)s.") % {"kind": options["unit_kind"], "known": known}
            )
        return establish_unit(actor=console(), code=code, name=name, kind=kind, parent=None, founded_on=clock.today())
