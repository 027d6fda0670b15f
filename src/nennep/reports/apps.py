"""Django's registration of the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Tallies, indicators and exports; reads only."""

    name = "nennep.reports"
