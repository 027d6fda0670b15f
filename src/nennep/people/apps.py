"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.people.sentences import SENTENCES


class PeopleConfig(AppConfig):
    """Persons with their memberships, posts, succession entries and levels over time."""

    name = "nennep.people"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
