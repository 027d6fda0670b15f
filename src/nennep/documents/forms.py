"""Shape and type of what is typed about papers."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.documents.actions.letterhead import FIELDS
from nennep.documents.models import Layout, Letterhead


class RegisterFilter(forms.Form):
    """The chips above the register."""

    q = forms.CharField(label=_("Find by number or abstract"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["year"]).choices = [("", _("Any")), *((year, str(year)) for year in years)]


class LetterheadForm(forms.Form):
    """What stands at the head and foot of a unit's papers."""

    layout = forms.ChoiceField(label=_("Layout"), choices=Layout.choices)
    superior = forms.CharField(
        label=_("Superior body"), max_length=200, required=False, help_text=_("First line at the upper left.")
    )
    body = forms.CharField(label=_("Issuing body"), max_length=200, help_text=_("Second line at the upper left, bold."))
    organ = forms.CharField(label=_("Abbreviation in the symbol"), max_length=20, help_text=_("For example ĐU in 34-KH/ĐU."))
    place = forms.CharField(label=_("Place of issue"), max_length=80, required=False, help_text=_("Stands before the date."))
    signing_for = forms.CharField(
        label=_("Signed on behalf of"), max_length=120, required=False, help_text=_("For example T/M BAN THƯỜNG VỤ.")
    )
    signer_title = forms.CharField(label=_("Post of the signer"), max_length=120, required=False)
    signer_name = forms.CharField(label=_("Name of the signer"), max_length=120, required=False)
    term_starts_on = forms.DateField(
        label=_("Present term runs from"), help_text=_("From this day on, Party papers are numbered from 01 again.")
    )

    @classmethod
    def of(cls, head: Letterhead, data: Any = None) -> "LetterheadForm":
        """Return the form filled from a letterhead."""
        return cls(data, initial={name: getattr(head, name) for name in FIELDS})
