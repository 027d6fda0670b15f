"""Django's registration of the app."""

from django.apps import AppConfig

from nennep.classes.sentences import SENTENCES
from nennep.core.sentences import register


class ClassesConfig(AppConfig):
    """Training classes from opening to closing."""

    name = "nennep.classes"

    def ready(self) -> None:
        """Register what the refusals of this app say."""
        register(SENTENCES)
