"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "certificate_revoked": _("This certificate is already revoked."),
    "revocation_without_reason": _("State why the certificate is revoked."),
    "revoked_before_issued": _("A certificate cannot be revoked before the day on which it was issued."),
    "no_certificates": _("There is no certificate to print."),
}
