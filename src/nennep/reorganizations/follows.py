"""What of this app follows which unit in a reorganization."""

from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, declare

declare(
    (
        Follow("reorganizations.Reorganization", "unit", _("reorganizations")),
        Follow("reorganizations.OpenPoint", "was_at", _("open points")),
        Follow("reorganizations.OpenPoint", "placed_at", _("open points")),
    )
)
