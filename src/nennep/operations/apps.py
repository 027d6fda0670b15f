"""Django's registration of the app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The commands that set up, run, keep and examine an installation; no tables of its own."""

    name = "nennep.operations"
