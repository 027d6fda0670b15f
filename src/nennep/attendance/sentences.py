"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_expected": _("%(count)s of those marked are not expected at this session, or are not of your group."),
    "leave_without_session": _("Choose at least one session."),
    "leave_too_late": _("Leave is asked at most two weeks afterwards: for sessions from %(earliest)s on."),
    "leave_answered": _("This request is already answered or withdrawn."),
}
