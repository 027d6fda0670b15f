"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.records.sentences import SENTENCES


class RecordsConfig(AppConfig):
    """Facts of learning: completions and certificates."""

    name = "nennep.records"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
