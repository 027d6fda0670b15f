"""Django's registration of the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, in plain values, so that it outlives what it describes."""

    name = "nennep.audit"
