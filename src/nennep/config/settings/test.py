"""For the tests: a quick hasher, plain static files, data in a folder of their own."""

import os
import tempfile

os.environ.setdefault("NENNEP_DATA", tempfile.mkdtemp(prefix="nennep-test-"))

from .base import *  # noqa: E402, F403 - the data folder must be named before the base reads it

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
AXES_ENABLED = False
