"""Shape and type of the grid of marks."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nennep.classes.actions.result import MarkEntry
from nennep.classes.queries.result import GridRow
from nennep.core.errors import Refused


def cell_name(enrollment_id: int, place: int) -> str:
    """Return the name of the field of one part of one trainee."""
    return f"mark-{enrollment_id}-{place}"


def decimal_of(text: str) -> Decimal | None:
    """Return a mark as written, with a comma or a point; None for nothing.

    Raises:
        Refused: mark_unreadable (text).
    """
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as fault:
        raise Refused("mark_unreadable", text=text) from fault
    if not value.is_finite():
        raise Refused("mark_unreadable", text=text)
    return value


def entries_of(data: QueryDict, rows: Sequence[GridRow], parts: Sequence[str]) -> list[MarkEntry]:
    """Return the marks of a posted grid; cells that were not on the page are left alone.

    Raises:
        Refused: mark_unreadable (text).
    """
    return [
        MarkEntry(row.enrollment.pk, part, decimal_of(str(data[name])))
        for row in rows
        for place, part in enumerate(parts)
        if (name := cell_name(row.enrollment.pk, place)) in data
    ]


def chosen_of(data: QueryDict, rows: Sequence[GridRow]) -> dict[int, str]:
    """Return the classifications of a posted grid."""
    return {row.enrollment.pk: str(data[name]) for row in rows if (name := f"band-{row.enrollment.pk}") in data}


class PartsForm(forms.Form):
    """The parts that are marked."""

    parts = forms.CharField(
        label=_("Parts with a mark"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One line for each exam or essay."),
    )


class CloseForm(forms.Form):
    """The last day of the class."""

    closed_on = forms.DateField(label=_("Day of the results and certificates"))


class SupportForm(forms.Form):
    """An amount for those who are picked."""

    amount = forms.CharField(label=_("Amount for each (đồng)"), max_length=20)
    source = forms.CharField(label=_("Source"), max_length=120)

    def clean_amount(self) -> int:
        """Return whole đồng, written with or without dots."""
        text = self.cleaned_data["amount"].replace(".", "").replace(",", "").replace(" ", "")
        if not text.isdecimal():
            raise forms.ValidationError(_("Write whole đồng, for example 200.000."))
        return int(text)
