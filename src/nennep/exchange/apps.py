"""Django's registration of the app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Year books and rosters in, what was not taken out, and the undo of a batch."""

    name = "nennep.exchange"
