"""What of this app follows which unit in a reorganization."""

from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, declare

declare([Follow("records.Certificate", "issuer", _("certificates"))])
