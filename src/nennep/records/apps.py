"""Django's registration of the app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Facts of learning: completions and certificates."""

    name = "nennep.records"
