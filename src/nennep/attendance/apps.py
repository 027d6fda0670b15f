"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.attendance.sentences import SENTENCES
from nennep.core.sentences import register


class AttendanceConfig(AppConfig):
    """One roll call for all that people are expected at."""

    name = "nennep.attendance"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
