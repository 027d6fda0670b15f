"""Django's registration of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """User, ActivationCode, ApiToken: sign-in and nothing else."""

    name = "nennep.accounts"
