"""Django's registration of the app."""

from django.apps import AppConfig


class ClassesConfig(AppConfig):
    """Training classes from opening to closing."""

    name = "nennep.classes"
