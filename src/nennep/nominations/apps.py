"""Django's registration of the app."""

from django.apps import AppConfig


class NominationsConfig(AppConfig):
    """Who is sent and why."""

    name = "nennep.nominations"
