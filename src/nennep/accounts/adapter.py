"""How allauth behaves here: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account comes from an administrator, with an activation code."""
        return False

    def clean_email(self, email: str) -> str:
        """Take no address: whoever reaches allauth's page for addresses is told so."""
        raise ValidationError(_("Accounts here have a user name and need no e-mail address."))
