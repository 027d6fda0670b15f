"""Django's registration of the app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The desk of each role, navigation and search."""

    name = "nennep.home"
