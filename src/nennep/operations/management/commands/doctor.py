"""`nennep doctor`: says what of the installation is missing or unsafe."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from nennep.operations.examination import Weight, findings


class Command(BaseCommand):
    """Status 0 when nothing is dangerous, 1 when something is."""

    help = "Says what of the installation is missing or unsafe."

    def handle(self, *args: object, **options: object) -> None:
        """List the findings, dangers first."""
        found = sorted(findings(), key=lambda finding: finding.weight != Weight.DANGER)
        for finding in found:
            mark = "!" if finding.weight == Weight.DANGER else "-"
            self.stdout.write(f"{mark} {finding.text}")
        if any(finding.weight == Weight.DANGER for finding in found):
            raise SystemExit(1)
        self.stdout.write(_("Nothing dangerous was found."))
