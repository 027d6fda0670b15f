"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "commendation_in_future": _("The decision is dated %(date)s, a day that has not come yet."),
    "belonged_nowhere": _("%(name)s belonged to no unit on %(date)s."),
    "commendation_recorded": _("Decision %(decision_no)s for %(name)s is recorded already."),
}
