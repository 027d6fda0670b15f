"""What of this app follows which unit in a reorganization."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, Way, declare


def _still_open(on: date) -> Q:
    return Q(closes_on__gte=on)


# What people owe is worked out from their records, so it goes where they go.
declare(
    (Follow("obligations.AnnouncedClass", "unit", _("classes announced"), Way.CHANGES_HANDS, open_on=_still_open, divided=False),)
)
