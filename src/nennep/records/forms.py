"""Shape and type of what is typed about certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    """That a certificate is revoked."""

    revoked_on = forms.DateField(label=_("Revoked on"))
    reason = forms.CharField(label=_("Reason"), max_length=300)
