"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.planning.sentences import SENTENCES


class PlanningConfig(AppConfig):
    """Quotas as a double-entry ledger down the tree."""

    name = "nennep.planning"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
