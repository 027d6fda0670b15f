"""Shape and type of what is typed about units, roles and accounts."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.core.choices import ShortChoiceField
from nennep.organizations.models import ROLE_LABELS, Unit, UnitKind

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items()]


class TreeFilter(forms.Form):
    """What narrows the tree."""

    q = forms.CharField(label=_("Find a unit by name or code"), required=False)
    dissolved = forms.BooleanField(label=_("With dissolved units"), required=False)


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=40)
    kind = forms.ModelChoiceField(UnitKind.objects.all(), label=_("Kind"))
    founded_on = forms.DateField(label=_("Established on"))


class NameForm(forms.Form):
    """How a unit's name is written."""

    name = forms.CharField(label=_("Name"), max_length=200)


class ServeForm(forms.Form):
    """Whom a provider serves."""

    unit = ShortChoiceField(Unit.objects.none(), label=_("Serves"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units)


class AccountForm(forms.Form):
    """A new account with its first role."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class GrantForm(forms.Form):
    """One more role for an account, at a unit."""

    unit = ShortChoiceField(Unit.objects.none(), label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units)


class ActivationForm(forms.Form):
    """The printed code and a new password, typed twice."""

    code = forms.CharField(label=_("Activation code"), max_length=40, help_text=_("As printed, with or without hyphens."))
    password = forms.CharField(label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    again = forms.CharField(label=_("The password once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean(self) -> dict[str, Any]:
        """Compare the two passwords."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    expires_on = forms.DateField(label=_("Valid until"), required=False)
