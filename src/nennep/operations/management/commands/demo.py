"""`nennep demo`: loads the demonstration and prints its accounts; safe to repeat."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from nennep.accounts.models import User
from nennep.core import clock
from nennep.operations.demo.accounts import ACCOUNTS, renew_password
from nennep.operations.demo.load import is_loaded, load
from nennep.organizations.models import ROLE_LABELS, Unit


class Command(BaseCommand):
    """All names in it are invented; its accounts exist in no other installation."""

    help = "Loads the demonstration and prints its accounts; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Load once, then print the accounts that are still open."""
        if is_loaded():
            self.stdout.write(_("The demonstration is loaded already."))
        else:
            load(clock.today())
            self.stdout.write(_("The demonstration is loaded. All names in it are invented."))
        password = renew_password()
        names = dict(Unit.objects.filter(code__in={account.unit for account in ACCOUNTS}).values_list("code", "name"))
        people = dict(
            User.objects.filter(username__in=[one.username for one in ACCOUNTS], is_active=True).values_list(
                "username", "full_name"
            )
        )
        self.stdout.write("\n" + _("Password of all accounts of the demonstration: %(password)s") % {"password": password} + "\n")
        for account in ACCOUNTS:
            if account.username in people:
                role = str(ROLE_LABELS[account.role])
                self.stdout.write(f"  {account.username:<12} {role:<28} {names[account.unit]:<36} {people[account.username]}")
