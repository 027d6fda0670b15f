"""Shape and type of what is typed about an absence made up."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MakeUpForm(forms.Form):
    """When and how a session was made up."""

    made_up_on = forms.DateField(label=_("Made up on"))
    how = forms.CharField(
        label=_("How"), max_length=300, help_text=_("For example: the same session in another class, or a written essay.")
    )
