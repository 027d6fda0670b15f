"""Django's registration of the app."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Commendations, by decision."""

    name = "nennep.recognition"
