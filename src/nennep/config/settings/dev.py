"""For the machine of a developer: error pages, templates and static files reread at every request."""

from .base import *  # noqa: F403 - settings modules are layered by import
from .base import STORAGES

DEBUG = True
ALLOWED_HOSTS = ["*"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
