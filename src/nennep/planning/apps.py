"""Django's registration of the app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Quotas as a double-entry ledger down the tree."""

    name = "nennep.planning"
