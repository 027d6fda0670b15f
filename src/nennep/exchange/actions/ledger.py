"""What one import does, noted while it is done: for its undo, and for the log."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from nennep.audit.actions import Change
from nennep.core.bulk import insert_rows
from nennep.core.fields import EncryptedTextField
from nennep.core.plain import plain
from nennep.exchange.models import ChangeKind, ImportBatch, ImportChange

CHUNK = 5_000


class Ledger:
    """Notes the records that an import makes, changes and deletes, and the changes to audit."""

    def __init__(self) -> None:
        self._created: dict[str, list[int]] = {}
        self._others: list[tuple[str, str, int, dict[str, Any], dict[str, Any]]] = []
        self.audit: list[Change] = []

    def created(self, model: type[models.Model], keys: Iterable[int]) -> None:
        """Note records made."""
        self._created.setdefault(model._meta.label_lower, []).extend(keys)

    def changed(self, model: type[models.Model], key: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Note the columns of one record as they were and as they became."""
        self._others.append((ChangeKind.CHANGED, model._meta.label_lower, key, _plain(model, before), _plain(model, after)))

    def deleted(self, thing: models.Model) -> None:
        """Note a record with all its columns before it is deleted."""
        columns = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}
        self._others.append((ChangeKind.DELETED, thing._meta.label_lower, thing.pk, _plain(type(thing), columns), {}))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was made, changed or deleted."""
        return not self._others and not any(self._created.values())

    def keep(self, batch: ImportBatch) -> None:
        """Write what was noted under the batch."""
        columns = ("batch_id", "kind", "model", "object_id", "object_ids", "before", "after")
        rows: list[Sequence[Any]] = [
            (batch.pk, ChangeKind.CREATED, model, None, keys[start : start + CHUNK], {}, {})
            for model, keys in self._created.items()
            for start in range(0, len(keys), CHUNK)
        ]
        rows += [(batch.pk, kind, model, key, [], before, after) for kind, model, key, before, after in self._others]
        insert_rows(ImportChange, columns, rows)


def _plain(model: type[models.Model], columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as JSON; what lies encrypted in its own table lies encrypted here too."""
    secret = {field.attname: field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)}
    return {name: secret[name].get_prep_value(value) if name in secret else plain(value) for name, value in columns.items()}
