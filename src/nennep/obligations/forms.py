"""Shape and type of what is typed about obligations."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nennep.obligations.models import STATE_LABELS, Anchor, Requirement
from nennep.obligations.rules.state import SETTLED, State
from nennep.organizations.models import Unit, UnitKind
from nennep.organizations.scope import Tree
from nennep.people.models import Level, Standing
from nennep.programs.models import Program
from nennep.vietnamese.text import squash

ANY = [("", _("Any"))]
TIMINGS = [
    ("overdue", _("Overdue")),
    ("soon", _("Due soon")),
    ("unplanned", _("No planned class before the deadline")),
    ("expiring", _("Paper soon expires")),
]
PLAIN = (
    "name", "program", "level", "standings", "post_titles", "succession_titles", "unit_kinds", "anchor", "offset_months",
    "validity_months", "lead_days", "starts_on", "ends_on", "legal_basis", "verified", "active",
)  # fmt: skip


class DayInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DueForm(forms.Form):
    """The chips above the list of lines."""

    q = forms.CharField(label=_("Find by name or code"), required=False)
    requirement = forms.ChoiceField(label=_("Requirement"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Not settled")), *((one.value, label) for one, label in STATE_LABELS.items()), ("all", _("All"))], required=False
    )  # fmt: skip
    timing = forms.ChoiceField(label=_("Deadline"), choices=[*ANY, *TIMINGS], required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    as_of = forms.DateField(label=_("On the day"), required=False, widget=DayInput())
    tree = forms.ChoiceField(
        label=_("On which tree"), choices=[("", _("Today's tree")), (Tree.THEN.value, _("Tree of that day"))], required=False
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], requirements: QuerySet[Requirement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a ModelChoiceField
        choices = [*ANY, *dict(requirements.values_list("code", "name")).items()]
        self.fields["requirement"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def states(self) -> frozenset[State]:
        """Return the states asked for; those that nothing settles when none is chosen."""
        chosen = self.cleaned_data.get("state")
        if chosen == "all":
            return frozenset(State)
        if self.cleaned_data.get("timing") == "expiring":
            return frozenset({State.DONE})
        return frozenset({State(chosen)}) if chosen else frozenset(State) - SETTLED

    def on_tree(self) -> Tree:
        """Return on which tree it is asked: today's, unless that of the day is chosen."""
        return Tree(self.cleaned_data.get("tree") or Tree.NOW)


class WaiverForm(forms.Form):
    """Why somebody need not fulfill a requirement."""

    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    decision = forms.CharField(label=_("Decision (number and day)"), max_length=120, required=False)
    ends_on = forms.DateField(label=_("Until"), required=False, widget=DayInput(), help_text=_("Empty: until it is ended."))


class LinesField(forms.CharField):
    """A list typed one line each."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[str]:
        """Return the lines that hold a word: by an empty one every title would begin."""
        return [" ".join(line.split()) for line in super().clean(value).splitlines() if squash(line)]

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value


class RequirementForm(forms.Form):
    """A requirement: whom it binds, until when, what settles it, on what basis."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{2,39}$", label=_("Code"), help_text=_("Small letters, digits and _; it stays for ever.")
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    program = forms.ModelChoiceField(Program.objects.none(), label=_("Program to take"))
    also = forms.ModelMultipleChoiceField(Program.objects.none(), label=_("Also satisfied by"), required=False)
    level = forms.ChoiceField(
        label=_("Satisfied by this level of political theory or a higher one"),
        choices=[("", _("None")), *Level.choices],
        required=False,
    )
    standings = forms.MultipleChoiceField(
        label=_("Standing"),
        choices=Standing.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: all."),
    )
    post_titles = LinesField(label=_("Posts held"), required=False, help_text=_("One a line; every post that begins so counts."))
    succession_titles = LinesField(
        label=_("Planned posts"), required=False, help_text=_("One a line; every planned post that begins so counts.")
    )
    unit_kinds = forms.MultipleChoiceField(
        label=_("Kinds of unit"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: all. Of the unit of the post where posts are named, else of the unit to which one belongs."),
    )  # fmt: skip
    anchor = forms.ChoiceField(label=_("Due day counted from"), choices=Anchor.choices)
    offset_months = forms.IntegerField(label=_("Months allowed"), min_value=0, max_value=240, initial=0)
    validity_months = forms.IntegerField(
        label=_("A completion counts for (months)"), min_value=1, max_value=600, required=False, help_text=_("Empty: for ever.")
    )
    lead_days = forms.IntegerField(label=_("Warn so many days before"), min_value=0, max_value=400, initial=90)
    starts_on = forms.DateField(label=_("In force from"), required=False, widget=DayInput())
    ends_on = forms.DateField(label=_("In force until"), required=False, widget=DayInput())
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    verified = forms.BooleanField(label=_("I have compared this with the text"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, of: Requirement | None = None, today: date | None = None, **kwargs: Any) -> None:
        self.of = of
        if of is not None:
            initial = {name: getattr(of, name) for name in PLAIN} | {"also": of.also_satisfied_by.all()}
            begins = max((day for day in (of.starts_on, today) if day is not None), default=None)
            kwargs["initial"] = initial | {"starts_on": begins}
        super().__init__(*args, **kwargs)
        programs = Program.objects.order_by("order", "code")
        for name in ("program", "also"):
            self.fields[name].queryset = programs  # type: ignore[attr-defined]  # choices from a queryset
        kinds = list(UnitKind.objects.filter(is_party=True).values_list("code", "name"))
        self.fields["unit_kinds"].choices = kinds  # type: ignore[attr-defined]  # a MultipleChoiceField
        if of is not None:
            del self.fields["code"]
            self.fields["starts_on"].required = True
            self.fields["starts_on"].label = _("The change holds from")

    def clean(self) -> dict[str, Any]:
        """Refuse a comparison with no text named."""
        data = super().clean() or {}
        if data.get("verified") and not data.get("legal_basis"):
            self.add_error("legal_basis", _("Name the document with which the rules were compared."))
        return data

    def draft(self) -> Requirement:
        """Return what was typed as a requirement that is not saved."""
        code, order = (self.of.code, self.of.order) if self.of else (self.cleaned_data["code"], 500)
        return Requirement(code=code, order=order, **{name: self.cleaned_data[name] for name in PLAIN})
