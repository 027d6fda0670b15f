"""What of this app follows which unit in a reorganization."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.attendance.models import LeaveState
from nennep.organizations.following import Follow, Way, declare


def _to_come(on: date) -> Q:
    return Q(held_on__gte=on)


def _expected(on: date) -> Q:
    return Q(gathering__held_on__gte=on)


def _unanswered(_on: date) -> Q:
    return Q(state=LeaveState.ASKED)


declare(
    (
        Follow("attendance.Gathering", "unit", _("gatherings to come"), Way.CHANGES_HANDS, open_on=_to_come, divided=False),
        Follow(
            "attendance.Attendee",
            "unit",
            _("people expected at gatherings to come"),
            Way.CHANGES_HANDS,
            open_on=_expected,
            divided=False,
        ),
        Follow("attendance.LeaveRequest", "provider", _("leave requests"), Way.CHANGES_HANDS, open_on=_unanswered, divided=False),
        Follow(
            "attendance.LeaveRequest", "sending_unit", _("leave requests"), Way.CHANGES_HANDS, open_on=_unanswered, divided=False
        ),
    )
)
