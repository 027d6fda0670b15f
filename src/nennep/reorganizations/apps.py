"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.reorganizations.sentences import SENTENCES


class ReorganizationsConfig(AppConfig):
    """Changes of the tree by decision, with all that follows them."""

    name = "nennep.reorganizations"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
