"""The steps of `nennep setup`: tables, reference catalog, static files, permissions of the data folder."""

import hashlib
import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

CATALOGS = ("organizations", "programs", "obligations", "nominations")
SOURCES = ["css/*", "js/*", "icons.txt", "dist/fonts-print/*", ".built"]  # what the browser never asks for


def unapplied() -> list[str]:
    """Return the migrations that the database lacks, as 'app.name'."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the tables up to this version."""
    if unapplied():
        call_command("migrate", verbosity=0, interactive=False)


def load_catalogs() -> None:
    """Load kinds of units, programs with their rules, requirements, conditions of entry; all or nothing, safe to repeat."""
    with transaction.atomic():
        for name in CATALOGS:
            module = f"nennep.{name}.catalog"
            if find_spec(module):
                import_module(module).load()


def static_digest() -> str:
    """Return what tells one state of the static files from another: names, sizes and times."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(SOURCES):
            facts = os.stat(storage.path(name))  # noqa: PTH116 - a path of text, as the finder gives it
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def static_is_current() -> bool:
    """Say whether the collected static files are those of this version."""
    stamp = Path(settings.STATIC_ROOT) / ".digest"
    return stamp.exists() and stamp.read_text(encoding="ascii") == static_digest()


def collect_static() -> None:
    """Collect and compress the static files, when they changed."""
    if static_is_current():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=SOURCES)
    (Path(settings.STATIC_ROOT) / ".digest").write_text(static_digest(), encoding="ascii")


def close_folder() -> None:
    """Let nobody but the account of the program read its data."""
    settings.DATA.chmod(0o700)
    for secret in [settings.DATA / "secrets.json", *settings.DATA.glob("*.sqlite3*")]:
        if secret.exists():
            secret.chmod(0o600)
    Path(settings.MEDIA_ROOT).mkdir(mode=0o700, exist_ok=True)
