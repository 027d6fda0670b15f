"""Django's registration of the app."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """One roll call for all that people are expected at."""

    name = "nennep.attendance"
