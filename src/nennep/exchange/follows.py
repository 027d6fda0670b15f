"""What of this app follows which unit in a reorganization."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.exchange.models import BatchState
from nennep.organizations.following import Follow, Way, declare


def _unfinished(_on: date) -> Q:
    return Q(state=BatchState.DRAFT)


declare((Follow("exchange.ImportBatch", "unit", _("imports not taken in"), Way.CHANGES_HANDS, open_on=_unfinished, divided=False),))
