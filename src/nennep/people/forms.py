"""Shape and type of what is typed about people."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.core.choices import ShortChoiceField
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.people.models import Level, Person, Sex, Standing
from nennep.vietnamese.dates import DateProblem, PartialDate, parse_date
from nennep.vietnamese.names import name_case
from nennep.vietnamese.text import compose

ANY = [("", _("Any"))]


class PartialDateField(forms.CharField):
    """A date as far as it is known: 12/03/1985, 03/1985 or 1985."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 12/03/1985; a month (03/1985) or a year (1985) is enough."))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        """Return the date, or say what is wrong with it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except DateProblem as problem:
            raise forms.ValidationError(
                _("“%(text)s” is not a date. Write it as 12/03/1985, 03/1985 or 1985."), params={"text": text}
            ) from problem

    def prepare_value(self, value: Any) -> Any:
        """Show a date as it is written."""
        return value.text if isinstance(value, PartialDate) else value


class PeopleFilter(forms.Form):
    """The chips above the list of people."""

    q = forms.CharField(label=_("Find by name or code"), required=False)
    unit = ShortChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), choices=[*ANY, *Standing.choices], required=False)
    level = forms.ChoiceField(
        label=_("Political theory"), choices=[*ANY, *Level.choices, ("none", _("No level yet"))], required=False
    )
    post = forms.CharField(label=_("Post"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[*ANY, *Sex.choices], required=False)
    in_succession = forms.BooleanField(label=_("In the succession plan"), required=False)
    on = forms.DateField(
        label=_("On a day"), required=False, help_text=_("Who belonged where on that day, for example 31/12/2024.")
    )
    tree = forms.ChoiceField(
        label=_("On which tree"), choices=[("", _("Today's tree")), (Tree.THEN.value, _("Tree of that day"))], required=False
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units, self.data.get("unit"))


class PersonForm(forms.Form):
    """A person's record."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=40)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "–"), *Sex.choices], required=False)
    born = PartialDateField(label=_("Born on"), required=False)
    ethnicity = forms.CharField(label=_("Ethnicity"), max_length=40, required=False)
    education = forms.CharField(label=_("Professional education"), max_length=120, required=False)
    admission_decided_on = forms.DateField(label=_("Admission decided on"), required=False)
    admitted = PartialDateField(label=_("Admitted on (ceremony)"), required=False)
    official = PartialDateField(label=_("Official on"), required=False)
    citizen_no = forms.RegexField(
        r"^\d{9}(\d{3})?$",
        label=_("Citizen number"),
        required=False,
        error_messages={"invalid": _("A citizen number has 12 digits (an old one 9).")},
    )
    card_no = forms.CharField(label=_("Member card number"), max_length=20, required=False)
    phone = forms.RegexField(
        r"^[0-9 +.]{9,15}$", label=_("Phone"), required=False, error_messages={"invalid": _("A phone number has 9 to 15 digits.")}
    )

    def clean_full_name(self) -> str:
        """Return the name composed and in name case."""
        return name_case(compose(self.cleaned_data["full_name"]))

    def values(self) -> dict[str, Any]:
        """Return the fields of the record; a partial date becomes a day and its precision."""
        values = dict(self.cleaned_data)
        for name in ("born", "admitted", "official"):
            known: PartialDate | None = values.pop(name, None)
            values[f"{name}_on"] = known.first if known else None
            values[f"{name}_precision"] = known.precision if known else "d"
        return values

    @classmethod
    def of(cls, person: Person, **kwargs: Any) -> "PersonForm":
        """Return the form filled from a record; what is masked stays out of it."""
        shown = ("full_name", "code", "sex", "ethnicity", "education", "admission_decided_on", "born", "admitted", "official")
        form = cls(initial={name: getattr(person, name) for name in shown}, **kwargs)
        form.drop_secrets()
        return form

    def drop_secrets(self) -> None:
        """Leave out the masked fields: they are corrected one by one."""
        for name in ("citizen_no", "card_no", "phone"):
            self.fields.pop(name, None)


class NewPersonForm(PersonForm):
    """A new record: also where the person belongs."""

    unit = ShortChoiceField(Unit.objects.none(), label=_("Unit"))
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices)
    field_order = ("full_name", "code", "unit", "standing")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units)


class TransferForm(forms.Form):
    """Where people go, and from what day."""

    to = ShortChoiceField(Unit.objects.none(), label=_("To unit"))
    on = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["to"]).offer(units)


class StandingForm(forms.Form):
    """The day of admission or recognition."""

    on = forms.DateField(label=_("Date"))


class PostForm(forms.Form):
    """A post that begins."""

    title = forms.CharField(label=_("Post"), max_length=160)
    starts_on = forms.DateField(label=_("From"), required=False)
    planned = forms.BooleanField(label=_("Only planned (succession plan)"), required=False)


class EndForm(forms.Form):
    """The day on which something ends, and why."""

    on = forms.DateField(label=_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class SecretForm(forms.Form):
    """Which masked value is asked for."""

    field = forms.ChoiceField(choices=[(name, name) for name in ("citizen_no", "card_no", "phone")])


class SavedViewForm(forms.Form):
    """A name for the present filters."""

    label = forms.CharField(label=_("Name"), max_length=60)
    query = forms.CharField(max_length=1000, required=False)
