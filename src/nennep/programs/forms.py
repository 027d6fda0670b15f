"""Shape and type of what is typed about programs and their rules."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.people.models import Level
from nennep.programs.catalog import LABELS
from nennep.programs.rules.classification import HIGHEST, BandFact
from nennep.programs.rules.draft import RuleSetDraft


class DayInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProgramForm(forms.Form):
    """What a program is called and what it gives."""

    code = forms.RegexField(
        r"^[A-Z][A-Z0-9]{1,19}$", label=_("Code"), help_text=_("Capital letters and digits; it stays for ever.")
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    gives_level = forms.ChoiceField(
        label=_("Gives the level of political theory"), choices=[("", _("None")), *Level.choices], required=False
    )
    is_degree = forms.BooleanField(label=_("Ends with a degree"), required=False)
    for_non_members = forms.BooleanField(label=_("Taken by non-members"), required=False)
    order = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=9999, initial=500)

    def __init__(self, *args: Any, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["code"]


class VersionForm(forms.Form):
    """New content of a program."""

    label = forms.CharField(label=_("Content"), max_length=80)
    sessions = forms.IntegerField(label=_("Sessions"), min_value=1, max_value=1000, required=False)
    starts_on = forms.DateField(label=_("In force from"), widget=DayInput())
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    verified = forms.BooleanField(label=_("I have compared this with the text"), required=False)


class BasisForm(forms.Form):
    """The document with which rules were compared."""

    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300)


class RuleSetForm(forms.Form):
    """The rules of a program from a day on, with one row for each classification that offices use."""

    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = forms.DateField(label=_("In force from"), widget=DayInput())
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    verified = forms.BooleanField(label=_("I have compared this with the text"), required=False)
    attendance_floor = forms.DecimalField(
        label=_("Attendance floor (%)"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    absences_in_a_row = forms.IntegerField(label=_("Absences in a row that warn"), min_value=1, max_value=99)
    made_up_counts = forms.BooleanField(label=_("A session made up counts as attended"), required=False)
    certificate_name = forms.CharField(
        label=_("Paper given"), max_length=80, required=False, help_text=_("Empty: no paper is given.")
    )
    validity_months = forms.IntegerField(
        label=_("Paper valid for (months)"), min_value=1, max_value=600, required=False, help_text=_("Empty: it never expires.")
    )
    uses_marks = forms.BooleanField(label=_("Classified by marks"), required=False)
    pass_mark = forms.DecimalField(label=_("Pass mark"), min_value=0, max_value=HIGHEST, max_digits=4, decimal_places=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in LABELS.items():
            self.fields[f"use_{key}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"mark_{key}"] = forms.DecimalField(
                label=_("%(band)s, from mark") % {"band": label}, min_value=0, max_value=HIGHEST, max_digits=4, decimal_places=2, required=False
            )  # fmt: skip

    @classmethod
    def of(cls, draft: RuleSetDraft, starts_on: date) -> "RuleSetForm":
        """Return the form filled from the rules in force, to begin on another day and still to be compared."""
        names = (
            "name", "legal_basis", "attendance_floor", "absences_in_a_row", "made_up_counts", "certificate_name", "validity_months", "uses_marks", "pass_mark",
        )  # fmt: skip
        initial: dict[str, Any] = {name: _short(getattr(draft, name)) for name in names} | {"starts_on": starts_on}
        for band in draft.bands:
            initial |= {f"use_{band.key}": True, f"mark_{band.key}": _short(band.min_mark)}
        return cls(initial=initial)

    @property
    def band_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each classification: whether it is used, and from which mark."""
        return ((self[f"use_{key}"], self[f"mark_{key}"]) for key in LABELS)

    def clean(self) -> dict[str, Any]:
        """Refuse a comparison with no text named."""
        data = super().clean() or {}
        if data.get("verified") and not data.get("legal_basis"):
            self.add_error("legal_basis", _("Name the document with which the rules were compared."))
        return data

    def draft(self) -> RuleSetDraft:
        """Return what was typed; marks count only where the program is classified by marks."""
        data = self.cleaned_data
        bands = tuple(BandFact(key, label, self._mark(key)) for key, label in LABELS.items() if data[f"use_{key}"])
        return RuleSetDraft(
            name=data["name"],
            starts_on=data["starts_on"],
            legal_basis=data["legal_basis"],
            verified=data["verified"],
            attendance_floor=data["attendance_floor"],
            absences_in_a_row=data["absences_in_a_row"],
            made_up_counts=data["made_up_counts"],
            uses_marks=data["uses_marks"],
            pass_mark=data["pass_mark"],
            certificate_name=data["certificate_name"],
            validity_months=data["validity_months"],
            bands=bands,
        )

    def _mark(self, key: str) -> Decimal | None:
        mark: Decimal | None = self.cleaned_data[f"mark_{key}"] if self.cleaned_data["uses_marks"] else None
        return mark


def _short(value: Any) -> Any:
    """Return a number without zeros that say nothing: 80, not 80.00."""
    if not isinstance(value, Decimal):
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
