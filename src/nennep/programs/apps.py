"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.programs.sentences import SENTENCES


class ProgramsConfig(AppConfig):
    """The catalog of programs and its rules, by date in force, with legal basis."""

    name = "nennep.programs"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
