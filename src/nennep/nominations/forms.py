"""Shape and type of what is typed about rounds and dossiers."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nennep.core.choices import ShortChoiceField
from nennep.nominations.actions.round import RoundPlan
from nennep.nominations.models import Check, EntryCondition, RoundState, StudyForm
from nennep.nominations.wording import EDUCATION
from nennep.organizations.models import Unit
from nennep.people.models import Person, Standing
from nennep.programs.models import Program
from nennep.vietnamese.text import compose

ANY = [("", _("Any"))]


class RoundsFilter(forms.Form):
    """The chips above the list of rounds."""

    q = forms.CharField(label=_("Find by title"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[*ANY, *RoundState.choices], required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["year"]).choices = [*ANY, *((year, str(year)) for year in years)]


class RoundForm(forms.Form):
    """A new round."""

    unit = ShortChoiceField(Unit.objects.none(), label=_("Committee that asks"))
    program = forms.ModelChoiceField(Program.objects.all(), label=_("Program"))
    year = forms.IntegerField(label=_("Year of the quota"), min_value=1990, max_value=2100)
    title = forms.CharField(
        label=_("Round title"), max_length=200, help_text=_("As the cells will read it, for example: Intermediate class, intake 2.")
    )
    provider = ShortChoiceField(
        Unit.objects.none(), label=_("Training provider"), required=False, help_text=_("Who is asked to admit; may be named later.")
    )
    form = forms.ChoiceField(label=_("Form of study"), choices=[("", "–"), *StudyForm.choices], required=False)
    opens_on = forms.DateField(label=_("Cells propose from"))
    closes_on = forms.DateField(label=_("until"))
    basis = forms.CharField(
        label=_("On the basis of"), max_length=200, required=False, help_text=_("Letter or plan of the committee above.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], providers: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units, self["unit"].value())
        cast("ShortChoiceField", self.fields["provider"]).offer(providers, self["provider"].value())

    def plan(self) -> RoundPlan:
        """Return what is asked of the cells."""
        return RoundPlan(**{name: value for name, value in self.cleaned_data.items() if name != "unit"})


class ExtendForm(forms.Form):
    """Until when cells may propose."""

    closes_on = forms.DateField(label=_("Cells propose until"))


class ProviderForm(forms.Form):
    """Who is asked to admit."""

    provider = ShortChoiceField(Unit.objects.none(), label=_("Training provider"))

    def __init__(self, *args: Any, providers: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["provider"]).offer(providers, self["provider"].value())


class CandidatesFilter(forms.Form):
    """The chips above the people whom a unit may propose."""

    q = forms.CharField(label=_("Find by name or code"), required=False)
    unit = ShortChoiceField(Unit.objects.none(), label=_("Proposing unit"), required=False)
    everybody = forms.BooleanField(label=_("Other standings too"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units, self["unit"].value())


class ProposalForm(forms.Form):
    """People picked and the reason for proposing them."""

    pick = forms.ModelMultipleChoiceField(Person.objects.none())
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Person]", self.fields["pick"]).queryset = people


class PickForm(forms.Form):
    """Dossiers picked, what is done to them, and why."""

    pick = forms.TypedMultipleChoiceField(coerce=int, required=False)
    outcome = forms.CharField(max_length=12, required=False)
    reason = forms.CharField(max_length=400, required=False)

    def __init__(self, data: Any, *, outcomes: Sequence[str] = ()) -> None:
        super().__init__(data)
        self.outcomes = outcomes
        cast("forms.TypedMultipleChoiceField", self.fields["pick"]).choices = [
            (pk, pk) for pk in data.getlist("pick") if pk.isdecimal()
        ]

    def clean_reason(self) -> str:
        """Return the reason on one line."""
        return compose(self.cleaned_data["reason"])

    def clean_outcome(self) -> str:
        """Return the outcome asked for."""
        outcome: str = self.cleaned_data["outcome"]
        if self.outcomes and outcome not in self.outcomes:
            raise forms.ValidationError(_("Choose what is to be done."))
        return outcome


class RankForm(forms.Form):
    """One dossier and its new place."""

    pk = forms.IntegerField()
    position = forms.IntegerField(min_value=1, max_value=100_000)


class ConditionForm(forms.Form):
    """A condition of entry; of the values only those that its check compares with."""

    program = forms.ModelChoiceField(Program.objects.all(), label=_("Program"), required=False, empty_label=_("All programs"))
    standings = forms.MultipleChoiceField(label=_("Standings"), choices=Standing.choices, widget=forms.CheckboxSelectMultiple)
    min = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    max = forms.IntegerField(label=_("To age"), min_value=0, max_value=120, required=False)
    F = forms.IntegerField(label=_("Women from age"), min_value=0, max_value=120)
    M = forms.IntegerField(label=_("Men from age"), min_value=0, max_value=120)
    least = forms.ChoiceField(label=_("At least"), choices=[(key, text) for key, text in EDUCATION.items()])
    titles = forms.CharField(
        label=_("Posts"), required=False, max_length=400, help_text=_("Words of their titles, with commas; empty: any post.")
    )
    planned = forms.BooleanField(label=_("The succession plan counts too"), required=False)
    years = forms.IntegerField(label=_("Years to look up"), min_value=1, max_value=10)
    overridable = forms.BooleanField(label=_("Special cases may be decided, with a reason"), required=False)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    verified = forms.BooleanField(label=_("Compared with the text"), required=False)
    starts_on = forms.DateField(label=_("In force from"), required=False)
    ends_on = forms.DateField(label=_("In force until"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False)

    VALUES: ClassVar[dict[str, tuple[str, ...]]] = {
        Check.STANDING: ("standings",),
        Check.AGE: ("min", "max"),
        Check.PART_TIME_AGE: ("F", "M"),
        Check.EDUCATION: ("least",),
        Check.POST: ("titles", "planned"),
        Check.RATING: ("years",),
    }

    def __init__(self, data: Any, *, check: Check, condition: EntryCondition | None) -> None:
        super().__init__(data, initial=_initial(condition))
        self.wanted = self.VALUES.get(check, ())
        for name in {name for names in self.VALUES.values() for name in names} - set(self.wanted):
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return the fields of the row; what the check compares with stands in `params`."""
        data = dict(self.cleaned_data)
        params = {name: data.pop(name) for name in self.wanted}
        if "titles" in params:
            params["titles"] = [title for title in map(compose, params["titles"].split(",")) if title]
        return {**data, "params": {name: value for name, value in params.items() if value is not None}}


def _initial(condition: EntryCondition | None) -> dict[str, Any]:
    if condition is None:
        return {"active": True, "overridable": True, "planned": True}
    kept = {name: getattr(condition, name) for name in ("overridable", "legal_basis", "verified", "starts_on", "ends_on", "active")}
    titles = ", ".join(condition.params.get("titles", ()))
    return {**kept, **condition.params, "titles": titles, "program": condition.program_id}
