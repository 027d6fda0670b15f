"""Django's registration of the app."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The catalog of programs and its rules, by date in force, with legal basis."""

    name = "nennep.programs"
