"""What is typed of a reorganization: a whole sheet, or one deed on one unit."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.core.choices import ShortChoiceField
from nennep.organizations.models import Unit, UnitKind
from nennep.reorganizations.rules.deed import Deed, Line, Share

PARTS = (1, 2, 3, 4)
FEWEST = 2


class WhenForm(forms.Form):
    """The day and the decision."""

    effective_on = forms.DateField(label=_("Takes effect on"))
    decision = forms.CharField(label=_("Decision"), max_length=200, required=False, help_text=_("Number and symbol, as '12-QĐ/TU'"))


class SheetForm(WhenForm):
    """A plan as a sheet; what the sheet says of day and decision counts before what is typed here."""

    file = forms.FileField(label=_("File (.xlsx, .xls, .ods, .csv)"))
    effective_on = forms.DateField(label=_("Takes effect on"), required=False, help_text=_("Counts where the file names no day."))
    field_order = ("file", "effective_on", "decision")


class DeedForm(WhenForm):
    """One deed on one unit; each deed adds what it asks."""

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        for field in self.fields.values():
            if isinstance(field, ShortChoiceField):
                field.offer(units.exclude(pk=unit.pk))
        self.order_fields([name for name in self.fields if name not in WhenForm.base_fields])

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        raise NotImplementedError

    def code(self, name: str) -> str:
        """Return the code of the unit chosen in a field, empty when none is."""
        unit = self.cleaned_data.get(name)
        return unit.code if unit else ""


class RenameForm(DeedForm):
    """Another name, perhaps another code."""

    name = forms.CharField(label=_("New name"), max_length=200)
    new = forms.CharField(label=_("New code"), max_length=40, required=False, help_text=_("Leave it empty to keep the code."))

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        return [Line(1, Deed.RENAME, self.unit.code, self.cleaned_data["new"], self.cleaned_data["name"])]


class RetypeForm(DeedForm):
    """Another kind."""

    kind = forms.ModelChoiceField(UnitKind.objects.all(), label=_("New kind"))

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        return [Line(1, Deed.RETYPE, self.unit.code, kind=self.cleaned_data["kind"].pk)]


class MoveForm(DeedForm):
    """Another unit above."""

    parent = ShortChoiceField(Unit.objects.none(), label=_("Under"))

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        return [Line(1, Deed.MOVE, self.unit.code, parent=self.code("parent"))]


class MergeForm(DeedForm):
    """Into a unit that is there, or together with others into a new one."""

    into = ShortChoiceField(
        Unit.objects.none(), label=_("Into"), required=False, help_text=_("Leave it empty to found a new unit.")
    )
    new = forms.CharField(label=_("Code of the new unit"), max_length=40, required=False)
    name = forms.CharField(label=_("Name of the new unit"), max_length=200, required=False)
    others = forms.CharField(
        label=_("Together with"), required=False, help_text=_("Codes of the other units that merge into it, with commas between")
    )

    def clean(self) -> dict[str, Any]:
        """See that one of the two ways is taken."""
        data = super().clean() or {}
        if bool(data.get("into")) == bool(data.get("new") and data.get("name")):
            raise forms.ValidationError(_("Choose the unit that takes over, or give the code and the name of a new one."))
        return data

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        new = self.code("into") or self.cleaned_data["new"]
        others = [code.strip() for code in self.cleaned_data["others"].split(",") if code.strip()]
        codes = [self.unit.code, *others]
        name = "" if self.cleaned_data.get("into") else self.cleaned_data["name"]
        return [Line(number, Deed.MERGE, code, new, name if number == 1 else "") for number, code in enumerate(codes, 1)]


class SplitForm(DeedForm):
    """Into parts: units that are there or new ones, one of them the main part."""

    main = forms.TypedChoiceField(
        label=_("The main part"),
        choices=[(number, _("Part %(number)d") % {"number": number}) for number in PARTS],
        coerce=int,
        help_text=_("It takes what is not told apart."),
    )

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, units=units, **kwargs)
        parts: dict[str, forms.Field] = {}
        for number in PARTS:
            label = {"number": number}
            parts[f"new{number}"] = forms.CharField(
                label=_("Code of part %(number)d") % label,
                max_length=40,
                required=number <= FEWEST,
                initial=unit.code if number == 1 else "",
            )
            parts[f"name{number}"] = forms.CharField(label=_("Name of part %(number)d") % label, max_length=200, required=False)
        self.fields = parts | self.fields

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        data, lines = self.cleaned_data, []
        for number in PARTS:
            if data[f"new{number}"]:
                share = Share.MAIN if number == data["main"] else Share.PART
                lines.append(Line(number, Deed.SPLIT, self.unit.code, data[f"new{number}"], data[f"name{number}"], share=share))
        return lines


class DissolveForm(DeedForm):
    """With or without somebody who takes over."""

    into = ShortChoiceField(
        Unit.objects.none(),
        label=_("Taken over by"),
        required=False,
        help_text=_("Without one, the unit above takes over, and everything is put on the worklist."),
    )

    def lines(self) -> Sequence[Line]:
        """Return the plan typed."""
        return [Line(1, Deed.DISSOLVE, self.unit.code, self.code("into"))]


DEED_FORMS: dict[Deed, type[DeedForm]] = {
    Deed.RENAME: RenameForm,
    Deed.RETYPE: RetypeForm,
    Deed.MOVE: MoveForm,
    Deed.MERGE: MergeForm,
    Deed.SPLIT: SplitForm,
    Deed.DISSOLVE: DissolveForm,
}


class SettleForm(forms.Form):
    """Points of a worklist, and where they belong; empty: where they are."""

    points = forms.TypedMultipleChoiceField(coerce=int)
    to = ShortChoiceField(Unit.objects.none(), required=False)

    def __init__(self, *args: Any, points: Sequence[int], units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedMultipleChoiceField", self.fields["points"]).choices = [(pk, pk) for pk in points]
        cast("ShortChoiceField", self.fields["to"]).offer(units)
