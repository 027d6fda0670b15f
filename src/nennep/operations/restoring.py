"""Putting a backup back: of this version, or of an earlier one, whose tables are then brought up to this version."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from nennep import __version__
from nennep.core.errors import Refused
from nennep.operations import files, setting_up, tables
from nennep.operations.archive import FORMAT, MANIFEST, SECRETS, Manifest, entry_of
from nennep.operations.triggers import lifted_triggers


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
    """Put a backup in the place of everything that database and storage hold: all or nothing; then upgrade its tables.

    The keys of the backup take the place of those of the data folder.

    Raises:
        Refused: backup_unreadable (no backup, or damaged), backup_newer (made by a later version),
            database_ahead (the tables here are of a later version than the backup: it needs an empty database).
    """
    try:
        with ZipFile(path) as archive:
            manifest: Manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise Refused("backup_newer", version=manifest["version"], ours=__version__)
            secrets = archive.read(SECRETS)
            apps = _tables_of(manifest)
            with _field_keys(json.loads(secrets)["field_keys"]), files.exchanged(archive):
                _write_tables(archive, manifest, apps)
            _keep(secrets)
    except (BadZipFile, KeyError, ValueError, EOFError, StopIteration) as problem:
        raise Refused("backup_unreadable", file=str(path), problem=str(problem)) from problem
    setting_up.migrate()
    ContentType.objects.clear_cache()
    return manifest


@contextmanager
def _field_keys(keys: list[str]) -> Iterator[None]:
    """Encrypt with the keys of the backup from here on; with one's own again when the block fails."""
    own, settings.FIELD_KEYS = settings.FIELD_KEYS, keys
    try:
        yield
    except BaseException:
        settings.FIELD_KEYS = own
        raise


def _tables_of(manifest: Manifest) -> Apps:
    """Bring the tables to the state in which the backup was made; return the models of that state."""
    wanted = {(app, name) for app, _, name in (one.partition(".") for one in manifest["migrations"])}
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    if not wanted <= set(graph.nodes):
        raise Refused("backup_newer", version=manifest["version"], ours=__version__)
    if not set(executor.loader.applied_migrations) <= wanted:
        raise Refused("database_ahead", version=manifest["version"], ours=__version__)
    followed = {parent.key for node in wanted for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
    last = sorted(wanted - followed)
    executor.migrate(last)
    if wanted == set(graph.nodes):
        return present_apps
    return executor.loader.project_state(last).apps


def _write_tables(archive: ZipFile, manifest: Manifest, apps: Apps) -> None:
    kept = tables.models_kept(apps)
    with transaction.atomic(durable=True), lifted_triggers(connection):
        tables.empty(kept)
        for model in kept:
            with archive.open(entry_of(model)) as raw, TextIOWrapper(raw, "utf-8") as lines:
                if tables.write(model, lines) != manifest["rows"][model._meta.label_lower]:
                    raise ValueError(f"{model._meta.label} is cut short")
        tables.reset_sequences(kept)
        files.put_back(archive)


def _keep(secrets: bytes) -> None:
    draft = settings.DATA / f".{SECRETS}"
    draft.touch(mode=0o600)
    draft.write_bytes(secrets)
    draft.replace(settings.DATA / SECRETS)
