"""What of this app follows which unit in a reorganization."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.nominations.actions.steps import follow_places
from nennep.nominations.models import RoundState
from nennep.organizations.following import Follow, Way, declare


def _not_closed(_on: date) -> Q:
    return ~Q(state=RoundState.CLOSED)


def _in_round(_on: date) -> Q:
    return ~Q(round__state=RoundState.CLOSED)


declare(
    (
        Follow("nominations.NominationRound", "unit", _("open rounds"), Way.CHANGES_HANDS, open_on=_not_closed),
        Follow(
            "nominations.NominationRound", "provider", _("lists awaited"), Way.CHANGES_HANDS, open_on=_not_closed, divided=False
        ),
        Follow("nominations.Nomination", "unit", _("nominations"), Way.CHANGES_HANDS, open_on=_in_round),
        Follow("nominations.Nomination", "account", _("places held"), Way.OWN_STEP, step=follow_places),
    )
)
