"""The chips above the list of study events."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.campaigns.models import StudyForm


class EventFilter(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("Search name, document, code"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1930, max_value=2199)
    form = forms.ChoiceField(label=_("Form"), required=False, choices=[("", _("All")), *StudyForm.choices])
