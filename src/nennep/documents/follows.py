"""What of this app follows which unit in a reorganization."""

from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, declare

# A new body writes under a head of its own and counts its papers from one.
declare(
    (
        Follow("documents.Letterhead", "unit", _("letterheads")),
        Follow("documents.NumberSeries", "unit", _("series of numbers")),
        Follow("documents.OfficialDocument", "unit", _("papers issued")),
    )
)
