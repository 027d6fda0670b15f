"""A backup: one zip with every table, every file and the secrets, independent of the kind of database.

manifest.json          format, version, migrations, number of rows of each table, files that were not to be found
secrets.json           the keys of the encrypted columns
tables/<model>.jsonl   see `tables.lines_of`
files/...              what was uploaded and made, as far as a row names it
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NotRequired, TypedDict
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from nennep import __version__
from nennep.operations import files, tables

FORMAT = 1
SECRETS = "secrets.json"
MANIFEST = "manifest.json"


class Manifest(TypedDict):
    """What a backup says of itself."""

    format: int
    version: str
    migrations: list[str]
    rows: dict[str, int]
    missing: NotRequired[list[str]]


def applied_migrations() -> list[str]:
    """Return what was done to the tables of this database, as 'app.name'."""
    recorder = MigrationRecorder(connection)
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read all tables as they stood at one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own transactions take the write lock at once
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def entry_of(model: type[models.Model]) -> str:
    """Return the name of the entry that holds the rows of a model."""
    return f"tables/{model._meta.label_lower}.jsonl"


def back_up(path: Path) -> Manifest:
    """Write a backup to `path`; only its owner may read it, for it holds the secrets.

    Rows and files go through one by one: the memory does not grow with the tables.

    Raises:
        OSError: when the file cannot be written; nothing of that name is left or changed.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600, exist_ok=False)
    try:
        with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
            manifest = _fill(archive)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _fill(archive: ZipFile) -> Manifest:
    kept = tables.models_kept()
    with _one_moment(), files.noted_names(kept) as names:
        migrations = applied_migrations()
        rows = {model._meta.label_lower: _write_rows(archive, model) for model in kept}
        missing = files.put_into(archive, names)
    archive.write(settings.DATA / SECRETS, SECRETS)
    manifest = Manifest(format=FORMAT, version=__version__, migrations=migrations, rows=rows, missing=missing)
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _write_rows(archive: ZipFile, model: type[models.Model]) -> int:
    count = -1  # the first line names the columns
    with archive.open(entry_of(model), "w", force_zip64=True) as raw, TextIOWrapper(raw, "utf-8") as lines:
        for line in tables.lines_of(model):
            lines.write(f"{line}\n")
            count += 1
    return count
