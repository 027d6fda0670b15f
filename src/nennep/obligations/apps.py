"""Django's registration of the app."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Rules turned into who must learn what by when, for everybody at once."""

    name = "nennep.obligations"
