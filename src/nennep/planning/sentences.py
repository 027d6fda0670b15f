"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "places_out_of_range": _("A number of places lies between %(least)s and %(most)s."),
    "quota_changed": _("Somebody else changed the share of %(unit)s meanwhile; it is %(places)s now. Load the page again."),
    "quota_in_use": _("%(unit)s has only %(free)s free places; the others are shared out or in use."),
    "quota_short": _("%(asked)s more places are wanted than before, but only %(free)s are free to share out."),
    "quota_from_above": _("%(unit)s, the committee above, keeps this quota here and shares it out itself."),
    "quota_not_here": _("A unit on the form does not stand directly under %(unit)s. Load the page again."),
    "quota_basis_missing": _("Name the decision or letter on which this stands."),
    "floors_too_high": _("The places in use alone (%(floors)s) are more than there are to share out (%(places)s)."),
    "quota_exhausted": _("The quota is used up: %(asked)s places are wanted, %(free)s are free."),
}
