"""Django's registration of the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from nennep.core.sentences import register
from nennep.jobs.sentences import SENTENCES


class JobsConfig(AppConfig):
    """Long work with progress: it survives its worker, can be left, watched and cancelled."""

    name = "nennep.jobs"

    def ready(self) -> None:
        """Register what refusals say, and the kinds of work that the apps declare in their modules `jobs`."""
        register(SENTENCES)
        autodiscover_modules("jobs")
