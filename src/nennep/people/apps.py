"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.core.sentences import register
from nennep.people.sentences import SENTENCES

WHOSE = "SELECT id FROM people_person WHERE user_id = account.id"


class PeopleConfig(AppConfig):
    """Persons with their memberships, posts, succession entries and levels over time."""

    name = "nennep.people"

    def ready(self) -> None:
        """Register what the refusals of this app say, and whose an account is."""
        from nennep.organizations.queries.actor import find_person_by  # noqa: PLC0415 - reads models, which are ready now

        register(SENTENCES)
        find_person_by(WHOSE)
