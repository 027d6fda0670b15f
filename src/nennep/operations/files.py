"""The uploaded and made files in a backup: those that a row of the backup names, from whatever storage holds them."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.core.files.utils import validate_file_name
from django.db import models

FOLDER = "files/"
CHUNK = 2000


@contextmanager
def noted_names(kept: Iterable[type[models.Model]]) -> Iterator[Iterator[str]]:
    """Note on disk the names of all files that the rows name now; the block reads them one by one.

    A file is stored before the row that names it is committed, so each of them is whole; what no row names is nobody's.
    """
    with tempfile.TemporaryFile() as raw, TextIOWrapper(raw, "utf-8") as notes:
        for model in kept:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, models.FileField):
                    named = model._base_manager.exclude(**{field.attname: ""}).order_by("pk")
                    for name in named.values_list(field.attname, flat=True).iterator(chunk_size=CHUNK):
                        notes.write(f"{json.dumps(str(name))}\n")
        notes.seek(0)
        yield (json.loads(line) for line in notes)


def put_into(archive: ZipFile, names: Iterable[str]) -> list[str]:
    """Copy the files into the archive, each once.

    Returns:
        The names of those that the storage does not have.
    """
    missing, held = [], archive.NameToInfo
    for name in names:
        if FOLDER + name in held:
            continue
        try:
            source = default_storage.open(name)
        except FileNotFoundError:
            missing.append(name)
            continue
        with source, archive.open(FOLDER + name, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)
    return missing


def _entries(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the entries that are files, with their names in the storage.

    Raises:
        ValueError: when a name would lead out of the storage.
    """
    for entry in archive.infolist():
        if entry.filename.startswith(FOLDER) and not entry.is_dir():
            name = entry.filename.removeprefix(FOLDER)
            try:
                validate_file_name(name, allow_relative_path=True)
            except SuspiciousFileOperation as problem:
                raise ValueError(entry.filename) from problem
            yield entry.filename, name


def _folder() -> Path | None:
    return Path(settings.MEDIA_ROOT) if isinstance(storages["default"], FileSystemStorage) else None


@contextmanager
def exchanged(archive: ZipFile) -> Iterator[None]:
    """Unpack the files beside those in use; when the block ends well, let them take their place. A bucket knows no such thing.

    Raises:
        ValueError: when a name would lead out of the storage.
    """
    entries, media = list(_entries(archive)), _folder()
    if media is None:
        yield
        return
    fresh = media.with_suffix(".restored")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    for entry, name in entries:
        place = fresh / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, place.open("wb") as target:
            shutil.copyfileobj(source, target)
        place.chmod(0o600)
    yield
    shutil.rmtree(media, ignore_errors=True)
    fresh.replace(media)


def put_back(archive: ZipFile) -> None:
    """Store the files in a bucket, one by one; what the backup does not name stays there and is nobody's."""
    if _folder() is not None:
        return
    for entry, name in _entries(archive):
        default_storage.delete(name)  # else the storage would choose another name
        with archive.open(entry) as source:
            default_storage.save(name, File(source, name))
