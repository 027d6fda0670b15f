"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.exchange.sentences import SENTENCES


class ExchangeConfig(AppConfig):
    """Year books and rosters in, what was not taken out, and the undo of a batch."""

    name = "nennep.exchange"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
