"""Django's registration of what all apps stand on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """No models: errors, actors, verbs, clock, fields, paging."""

    name = "nennep.core"
