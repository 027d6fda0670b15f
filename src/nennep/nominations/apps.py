"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.nominations.sentences import SENTENCES


class NominationsConfig(AppConfig):
    """Who is sent and why."""

    name = "nennep.nominations"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
