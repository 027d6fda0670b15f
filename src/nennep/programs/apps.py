"""Django's registration of the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from nennep.core.sentences import register
from nennep.programs.sentences import SENTENCES


class ProgramsConfig(AppConfig):
    """The catalog of programs and its rules, by date in force, with legal basis."""

    name = "nennep.programs"

    def ready(self) -> None:
        """Register what the refusals of this app say, and what the apps above count in their modules `impact`."""
        register(SENTENCES)
        autodiscover_modules("impact")
