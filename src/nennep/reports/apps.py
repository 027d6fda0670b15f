"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.reports.sentences import SENTENCES


class ReportsConfig(AppConfig):
    """Tallies, indicators and exports; reads only, but for the figures that a job counts ahead."""

    name = "nennep.reports"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
