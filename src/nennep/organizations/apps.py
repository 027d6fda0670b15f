"""Django's registration of the app."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """The tree of units through time, and who may act where in it."""

    name = "nennep.organizations"
