"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.recognition.sentences import SENTENCES


class RecognitionConfig(AppConfig):
    """Commendations, by decision."""

    name = "nennep.recognition"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
