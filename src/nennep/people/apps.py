"""Django's registration of the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons with their memberships, posts, succession entries and levels over time."""

    name = "nennep.people"
