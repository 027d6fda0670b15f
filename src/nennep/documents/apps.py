"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Numbered papers, their official layouts, and files."""

    name = "nennep.documents"

    def ready(self) -> None:
        """Register the sentences of the app's refusals."""
        import_module("nennep.documents.sentences")
