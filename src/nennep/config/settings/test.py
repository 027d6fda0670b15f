"""For the tests: a quick hasher, plain static files, data in a folder of their own, NENNEP_TEST_DB=postgres for PostgreSQL."""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("NENNEP_DATA", tempfile.mkdtemp(prefix="nennep-test-"))
if os.environ.get("NENNEP_TEST_DB") == "postgres" and "NENNEP_DATABASE_URL" not in os.environ:
    # tests/conftest.py starts a cluster there, reached through a socket: no port is taken
    os.environ["NENNEP_TEST_CLUSTER"] = str(Path(tempfile.gettempdir()) / f"nennep-pg-{os.getpid()}")
    os.environ["NENNEP_DATABASE_URL"] = f"postgresql://postgres@{quote(os.environ['NENNEP_TEST_CLUSTER'], safe='')}/postgres"

from .base import *  # noqa: F403 - the data folder must be named before the base reads it
from .base import DATA, DATABASES, STORAGES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, since threads share no database in memory; a test needs no durability
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
AXES_ENABLED = False
