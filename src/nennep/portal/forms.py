"""Shape and type of what is typed to check a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """The number and the name on the paper."""

    number = forms.CharField(label=_("Certificate number"), max_length=60, help_text=_("As on the paper, for example 12/GCN-TTCT."))
    holder = forms.CharField(label=_("Full name of the holder"), max_length=120)
