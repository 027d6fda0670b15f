"""Shape and type of what is typed about quotas."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nennep.core.choices import ShortChoiceField
from nennep.organizations.models import Unit
from nennep.planning.actions.quota import Wish
from nennep.planning.rules.apportionment import Method
from nennep.planning.rules.ledger import MOST
from nennep.programs.models import Program


class BoardFilter(forms.Form):
    """The chips above the board."""

    unit = ShortChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units, self["unit"].value())
        cast("forms.ChoiceField", self.fields["year"]).choices = [(year, str(year)) for year in years]


class BasisForm(forms.Form):
    """A number of places and on what it stands."""

    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST)
    basis = forms.CharField(label=_("Decision, letter or reason"), max_length=200)


class CorrectForm(BasisForm):
    """The right number of places granted from outside."""

    places = forms.IntegerField(label=_("Places granted from outside"), min_value=0, max_value=MOST)


class GrantForm(forms.Form):
    """What a body outside the system granted."""

    unit = ShortChoiceField(Unit.objects.none(), label=_("Granted to"))
    program = forms.ModelChoiceField(Program.objects.all(), label=_("Program"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST)
    basis = forms.CharField(label=_("Decision or letter"), max_length=200)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units, self["unit"].value())


METHODS = [(Method.LARGEST_REMAINDER.value, _("largest remainder")), (Method.SAINTE_LAGUE.value, _("Sainte-Laguë"))]


class MethodForm(forms.Form):
    """How places are to be suggested."""

    method = forms.ChoiceField(label=_("Suggest by number of people"), choices=METHODS)


class SplitForm(forms.Form):
    """One number for each unit below, and the number that each had when the form was shown."""

    basis = forms.CharField(label=_("Decision or letter"), max_length=200, required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], held: Mapping[int, int], used: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.used = units, used
        for unit in units:
            now = held.get(unit.pk, 0)
            self.fields[f"share_{unit.pk}"] = forms.IntegerField(label=unit.name, min_value=0, max_value=MOST, initial=now)
            self.fields[f"seen_{unit.pk}"] = forms.IntegerField(widget=forms.HiddenInput, initial=now)

    def rows(self) -> list[tuple[Unit, int, forms.BoundField, forms.BoundField]]:
        """Return each unit with its places in use, its field and the hidden number beside it."""
        return [(unit, self.used.get(unit.pk, 0), self[f"share_{unit.pk}"], self[f"seen_{unit.pk}"]) for unit in self.units]

    def wishes(self) -> list[Wish]:
        """Return what is wanted, unit by unit."""
        data = self.cleaned_data
        return [Wish(unit.pk, data[f"seen_{unit.pk}"], data[f"share_{unit.pk}"]) for unit in self.units]

    def total(self) -> int:
        """Return the sum of the numbers typed so far; what is no number counts as nothing."""
        typed = [str(self[f"share_{unit.pk}"].value() or "") for unit in self.units]
        return sum(min(int(text), MOST) for text in typed if text.isdecimal())
