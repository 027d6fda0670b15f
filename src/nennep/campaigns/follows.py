"""What of this app follows which unit in a reorganization."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, Way, declare


def _to_come(on: date) -> Q:
    return Q(starts_on__gte=on)


declare([Follow("campaigns.StudyEvent", "organizer", _("study events to come"), Way.CHANGES_HANDS, open_on=_to_come)])
