"""Django's registration of the app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages: the certificate check."""

    name = "nennep.portal"
