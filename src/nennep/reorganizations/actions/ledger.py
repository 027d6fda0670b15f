"""What a reorganization did, noted so that it can be taken back."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from nennep.core.bulk import insert_rows
from nennep.core.plain import plain
from nennep.reorganizations.models import Reorganization, Trace

CHUNK = 1000
FIELDS = ("reorganization_id", "model", "object_id", "object_ids", "digest", "before", "after")
PLACE = frozenset({"path"})  # follows from the parent, also by later changes


class Ledger:
    """Collects traces; `write` stores them at the end, with digests of the rows as they were then left."""

    def __init__(self) -> None:
        self._made: dict[str, list[int]] = {}
        self._changed: dict[tuple[str, int], tuple[dict[str, Any], dict[str, Any]]] = {}

    def made(self, model: str, keys: Iterable[int]) -> None:
        """Note rows that were inserted."""
        self._made.setdefault(model, []).extend(keys)

    def changed(self, model: str, key: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Note columns of a row as they were and as they became; several notes of a row are one change."""
        kept_before, kept_after = self._changed.setdefault((model, key), ({}, {}))
        for name in after:
            kept_before.setdefault(name, plain(before[name]))
            kept_after[name] = plain(after[name])

    def touched(self, model: str) -> list[int]:
        """Return the keys of the rows noted, made or changed."""
        return [*self._made.get(model, ()), *(key for label, key in self._changed if label == model)]

    def write(self, reorganization: Reorganization) -> None:
        """Store what was noted, added to what earlier writes stored."""
        insert_rows(Trace, FIELDS, self._rows(reorganization.pk))

    def renew(self, reorganization: Reorganization) -> None:
        """Take the digests of rows made earlier anew, of those that were changed since by the plan itself."""
        touched: dict[str, set[int]] = {}
        for label, key in self._changed:
            touched.setdefault(label, set()).add(key)
        for trace in Trace.objects.filter(reorganization=reorganization, model__in=touched, object_id=None):
            if touched[trace.model].intersection(trace.object_ids):
                trace.digest = digest_of(trace.model, trace.object_ids)
                trace.save(update_fields=["digest"])

    def _rows(self, pk: int) -> Iterator[Sequence[Any]]:
        for label, keys in self._made.items():
            for start in range(0, len(keys), CHUNK):
                part = keys[start : start + CHUNK]
                yield pk, label, None, part, digest_of(label, part), {}, {}
        for (label, key), (before, after) in self._changed.items():
            yield pk, label, key, [], "", before, after


def digest_of(label: str, keys: Sequence[int]) -> str:
    """Return a digest of rows as they are now; missing ones change it."""
    model: type[models.Model] = apps.get_model(label)
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in PLACE]
    digest = hashlib.sha256()
    for row in model._base_manager.filter(pk__in=keys).order_by("pk").values_list(*columns):
        digest.update(json.dumps([plain(value) for value in row], ensure_ascii=False).encode())
    return digest.hexdigest()
