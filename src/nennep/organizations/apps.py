"""Django's registration of the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from nennep.core.sentences import register
from nennep.organizations.sentences import SENTENCES


class OrganizationsConfig(AppConfig):
    """The tree of units through time, and who may act where in it."""

    name = "nennep.organizations"

    def ready(self) -> None:
        """Register what the refusals of this app say, and what of all apps follows a unit."""
        register(SENTENCES)
        autodiscover_modules("follows")
