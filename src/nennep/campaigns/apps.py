"""Django's registration of the app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Study events of resolutions."""

    name = "nennep.campaigns"
