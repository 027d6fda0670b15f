"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.obligations.sentences import SENTENCES


class ObligationsConfig(AppConfig):
    """Rules turned into who must learn what by when, for everybody at once."""

    name = "nennep.obligations"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
