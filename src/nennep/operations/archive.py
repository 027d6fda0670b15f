"""A backup: one zip with every table, every file and the secrets, independent of the kind of database.

manifest.json          format, version, migrations, number of rows of each table
secrets.json           the keys of the encrypted columns
tables/<model>.jsonl   see `tables.lines_of`
files/...              what was uploaded and made
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TypedDict
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError

from nennep import __version__
from nennep.core.errors import Refused
from nennep.operations import tables
from nennep.operations.triggers import lifted_triggers

FORMAT = 1
SECRETS = "secrets.json"
MANIFEST = "manifest.json"
FILES = "files/"


class Manifest(TypedDict):
    """What a backup says of itself."""

    format: int
    version: str
    migrations: list[str]
    rows: dict[str, int]


def _migrations() -> list[str]:
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


def _entry(model: type[models.Model]) -> str:
    return f"tables/{model._meta.label_lower}.jsonl"


def back_up(path: Path) -> Manifest:
    """Write a backup to `path`; only its owner may read it, for it holds the secrets.

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
    rows = {}
    with _one_moment():
        migrations = _migrations()
        for model in tables.models_kept():
            count = -1  # the first line names the columns
            with archive.open(_entry(model), "w", force_zip64=True) as raw, TextIOWrapper(raw, "utf-8") as lines:
                for line in tables.lines_of(model):
                    lines.write(f"{line}\n")
                    count += 1
            rows[model._meta.label_lower] = count
    root = Path(settings.MEDIA_ROOT)
    for file in sorted(one for one in root.rglob("*") if one.is_file()):
        archive.write(file, FILES + file.relative_to(root).as_posix())
    archive.write(settings.DATA / SECRETS, SECRETS)
    manifest = Manifest(format=FORMAT, version=__version__, migrations=migrations, rows=rows)
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def holds_data() -> bool:
    """Say whether the database holds more than what `nennep setup` puts there."""
    asked = ("accounts_user", "organizations_unit", "people_person", "audit_entry")
    try:
        with connection.cursor() as cursor:
            present = set(connection.introspection.table_names(cursor))
            for table in asked:
                if table in present:
                    cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - names from the line above
                    if cursor.fetchone():
                        return True
    except DatabaseError:
        return True  # whatever it is, it is not empty
    return False


def restore(path: Path) -> Manifest:
    """Put a backup in the place of everything that the set-up database and the data folder hold: all or nothing.

    Raises:
        Refused: backup_unreadable (no backup, or damaged), backup_other_version (with its version).
    """
    try:
        with ZipFile(path) as archive:
            manifest: Manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT or manifest["migrations"] != _migrations():
                raise Refused("backup_other_version", version=manifest["version"], ours=__version__)
            secrets = json.loads(archive.read(SECRETS))
            files = _unpack(archive)
            settings.FIELD_KEYS = secrets["field_keys"]  # what is encrypted on the way in must be readable with them
            _write_tables(archive, manifest)
            _swap(files, archive.read(SECRETS))
    except (BadZipFile, KeyError, ValueError, EOFError, StopIteration) as problem:
        raise Refused("backup_unreadable", file=str(path), problem=str(problem)) from problem
    return manifest


def _write_tables(archive: ZipFile, manifest: Manifest) -> None:
    kept = tables.models_kept()
    with transaction.atomic(durable=True), lifted_triggers(connection):
        tables.empty(kept)
        for model in kept:
            with archive.open(_entry(model)) as raw, TextIOWrapper(raw, "utf-8") as lines:
                if tables.write(model, lines) != manifest["rows"][model._meta.label_lower]:
                    raise ValueError(f"{model._meta.label} is cut short")
        tables.reset_sequences(kept)
    ContentType.objects.clear_cache()


def _unpack(archive: ZipFile) -> Path:
    """Unpack the files beside those in use; return the folder."""
    folder = Path(settings.MEDIA_ROOT).with_suffix(".restored")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for entry in archive.infolist():
        if not entry.filename.startswith(FILES) or entry.is_dir():
            continue
        place = (folder / entry.filename.removeprefix(FILES)).resolve()
        if not place.is_relative_to(folder):
            raise ValueError(entry.filename)
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, place.open("wb") as target:
            shutil.copyfileobj(source, target)
        place.chmod(0o600)
    return folder


def _swap(files: Path, secrets: bytes) -> None:
    """Let the unpacked files and the secrets take the place of those in use."""
    media = Path(settings.MEDIA_ROOT)
    shutil.rmtree(media, ignore_errors=True)
    files.replace(media)
    draft = settings.DATA / f".{SECRETS}"
    draft.touch(mode=0o600)
    draft.write_bytes(secrets)
    draft.replace(settings.DATA / SECRETS)
