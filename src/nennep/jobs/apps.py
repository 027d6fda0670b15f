"""Django's registration of the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Long work with progress: it survives its worker, can be left, watched and cancelled."""

    name = "nennep.jobs"

    def ready(self) -> None:
        """Register the kinds of work that the apps declare in their modules `jobs`."""
        autodiscover_modules("jobs", "sentences")
