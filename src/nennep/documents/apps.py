"""Django's registration of the app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Numbered papers, their official layouts, and files."""

    name = "nennep.documents"
