"""A kept file as a path, for readers that want one, wherever files are kept."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import FileSystemStorage, storages
from django.db.models.fields.files import FieldFile


@contextmanager
def on_disk(file: FieldFile) -> Iterator[Path]:
    """Give the path of a kept file; one that lies in a bucket is copied to this machine for as long as the block runs."""
    if isinstance(storages["default"], FileSystemStorage):
        yield Path(file.path)
        return
    with NamedTemporaryFile(suffix=Path(str(file.name)).suffix) as copy:
        with file.open("rb") as source:
            shutil.copyfileobj(source, copy)
        copy.flush()
        yield Path(copy.name)
