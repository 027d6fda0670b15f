"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.operations.sentences import SENTENCES


class OperationsConfig(AppConfig):
    """The commands that set up, run, keep and examine an installation; no tables of its own."""

    name = "nennep.operations"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
