"""A commendation as it is typed."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.core.actors import Actor
from nennep.core.choices import ShortChoiceField
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.recognition.actions.commendation import Decision
from nennep.recognition.queries.commendation import person_of_code, recordable_units

FIRST_YEAR = 1930


class CommendationForm(forms.Form):
    """The decision, and to whom: either a unit or a person."""

    decision_no = forms.CharField(label=_("Decision"), max_length=60, help_text=_("Number and symbol, as '35-QĐ/BTG'"))
    decided_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"placeholder": "dd/mm/yyyy"}))
    body = forms.CharField(label=_("Decided by"), max_length=200)
    form = forms.CharField(
        label=_("Form"), max_length=120, help_text=_("As written in the decision: giấy khen, bằng khen, biểu dương")
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    unit = ShortChoiceField(Unit.objects.none(), label=_("Unit commended"), required=False)
    person_code = forms.CharField(
        label=_("Code of the person commended"),
        max_length=40,
        required=False,
        help_text=_("As in the list of people; leave it empty for a unit"),
    )

    def __init__(self, actor: Actor, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.actor = actor
        cast("ShortChoiceField", self.fields["unit"]).offer(recordable_units(actor), self["unit"].value())

    def clean_person_code(self) -> Person | None:
        """Return the person of the code."""
        code = self.cleaned_data["person_code"]
        if not code:
            return None
        person = person_of_code(self.actor, code)
        if person is None:
            raise forms.ValidationError(_("Nobody in your reach bears this code."))
        return person

    def clean(self) -> dict[str, Any]:
        """See to it that one of unit and person is named."""
        values = super().clean() or {}
        named = [values.get(name) for name in ("person_code", "unit")]
        if not self.errors and sum(map(bool, named)) != 1:
            raise forms.ValidationError(_("Name either a unit or a person."))
        return values

    @property
    def decision(self) -> Decision:
        """The decision typed."""
        return Decision(**{name: self.cleaned_data[name] for name in ("decision_no", "decided_on", "body", "form", "reason")})

    @property
    def to(self) -> Unit | Person:
        """Who was commended."""
        whom: Unit | Person = next(found for name in ("person_code", "unit") if (found := self.cleaned_data.get(name)))
        return whom


class CommendationFilter(forms.Form):
    """The chips above the list."""

    q = forms.CharField(label=_("Search decision, body, unit, person"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=2199)
