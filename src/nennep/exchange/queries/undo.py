"""What stands in the way of taking an import back: whatever was built on its records, or changed in them since."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from nennep.audit.models import Entry
from nennep.core.fields import EncryptedTextField
from nennep.core.plain import plain
from nennep.exchange.models import BatchState, ChangeKind, ImportBatch, ImportChange
from nennep.exchange.queries.known import CHUNK
from nennep.exchange.rules.obstacle import Obstacle
from nennep.organizations.models import Unit

RANGE = 50
READ_ONLY = frozenset({"people.show_secret"})


@dataclass(frozen=True, slots=True)
class Traces:
    """What an import left: keys made by model, and the single records that it changed or deleted."""

    created: Mapping[str, list[int]]
    others: list[ImportChange]


def traces_of(batch: ImportBatch) -> Traces:
    """Return what an import made, changed and deleted."""
    created: dict[str, list[int]] = {}
    others: list[ImportChange] = []
    for change in ImportChange.objects.filter(batch=batch).order_by("pk").iterator(CHUNK):
        if change.kind == ChangeKind.CREATED:
            created.setdefault(change.model, []).extend(change.object_ids)
        else:
            others.append(change)
    return Traces(created, others)


def obstacles(batch: ImportBatch, traces: Traces) -> list[Obstacle]:
    """Return what stands in the way, the plainest first."""
    return [
        *_later_imports(batch, traces), *_references(traces), *_changes_since(batch, traces), *_other_values(traces), *_ended_above(traces),
    ]  # fmt: skip


def _touched(traces: Traces) -> dict[str, set[int]]:
    touched = {label: set(keys) for label, keys in traces.created.items()}
    for change in traces.others:
        touched.setdefault(change.model, set()).add(change.object_id or 0)
    return touched


def _later_imports(batch: ImportBatch, traces: Traces) -> Iterator[Obstacle]:
    touched = _touched(traces)
    later = ImportChange.objects.filter(batch__pk__gt=batch.pk, batch__state=BatchState.DONE, object_id__isnull=False)
    rows = later.filter(model__in=touched).values_list("batch_id", "model", "object_id").distinct()
    counted = Counter((batch_id, label) for batch_id, label, key in rows.iterator(CHUNK) if key in touched[label])
    for (batch_id, label), count in sorted(counted.items()):
        yield Obstacle("later_import", label, count, batch_id)


def _references(traces: Traces) -> Iterator[Obstacle]:
    """Records of others that refer to what the import made."""
    for label, keys in traces.created.items():
        for relation in apps.get_model(label)._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ForeignObjectRel) or isinstance(relation, models.ManyToManyRel):
                continue
            model = relation.related_model
            if isinstance(model, str):
                continue
            column = relation.field.attname
            own = set(traces.created.get(model._meta.label_lower, ())) | _put_back(traces, model._meta.label_lower, column)
            count = _count(model, column, keys, own)
            if count:
                yield Obstacle("referred", model._meta.label_lower, count)


def _put_back(traces: Traces, label: str, column: str) -> set[int]:
    """Return the records whose reference the undo itself puts back."""
    return {change.object_id or 0 for change in traces.others if change.model == label and column in change.before}


def _count(model: type[models.Model], column: str, keys: list[int], own: set[int]) -> int:
    found = 0
    for part in among(column, keys):
        rows = model._base_manager.filter(part)
        referring = (rows.exclude(pk__in=idle()) if model is ImportBatch else rows).values_list("pk", flat=True)
        found += sum(key not in own for key in referring.iterator(CHUNK)) if own else referring.count()
    return found


def idle() -> models.QuerySet[ImportBatch]:
    """Return the imports of which nothing is left: those taken back, and those that changed nothing."""
    changes = ImportChange.objects.filter(batch=OuterRef("pk"))
    return ImportBatch.objects.filter(Q(state=BatchState.UNDONE) | (Q(state=BatchState.DONE) & ~Exists(changes)))


def among(column: str, keys: Iterable[int]) -> Iterator[Q]:
    """Yield conditions that together hold for a column that is one of `keys`: a range for keys that follow each other."""
    single: list[int] = []
    for _, run in groupby(enumerate(sorted(keys)), key=lambda one: one[1] - one[0]):
        members = [key for _, key in run]
        if len(members) < RANGE:
            single += members
        else:
            yield Q(**{f"{column}__gte": members[0], f"{column}__lte": members[-1]})
    for start in range(0, len(single), CHUNK):
        yield Q(**{f"{column}__in": single[start : start + CHUNK]})


def _changes_since(batch: ImportBatch, traces: Traces) -> Iterator[Obstacle]:
    """Records that somebody changed afterwards, as the log tells."""
    touched = _touched(traces)
    own = Entry.objects.filter(action="exchange.import", object_type="exchange.importbatch", object_id=batch.pk)
    begun = own.order_by("-pk").values_list("pk", flat=True).first()
    if begun is None:
        return
    rows = (
        Entry.objects.filter(pk__gt=begun, object_type__in=touched).exclude(action__in=READ_ONLY).exclude(changes__batch=batch.pk)
    )
    undone = set(ImportBatch.objects.filter(state=BatchState.UNDONE).values_list("pk", flat=True))
    changed: dict[str, set[int]] = {}
    for label, key, facts in rows.values_list("object_type", "object_id", "changes").iterator(CHUNK):
        if key in touched[label] and facts.get("batch") not in undone:
            changed.setdefault(label, set()).add(key)
    for label, keys in changed.items():
        yield Obstacle("changed_since", label, len(keys))


def _other_values(traces: Traces) -> Iterator[Obstacle]:
    """Records that hold other values than the import left in them."""
    differing: Counter[str] = Counter()
    for label, changes in _by_model(change for change in traces.others if change.kind == ChangeKind.CHANGED).items():
        last = _last_values(changes)
        model = apps.get_model(label)
        secret = {field.attname for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)}
        for part in among("pk", last):
            for thing in model._base_manager.filter(part):
                kept = {name: value for name, value in last[thing.pk].items() if name not in secret}
                differing[label] += any(plain(getattr(thing, name)) != value for name, value in kept.items())
    for label, count in differing.items():
        if count:
            yield Obstacle("changed_since", label, count)


def _ended_above(traces: Traces) -> Iterator[Obstacle]:
    """Units that ended since, below which others would stand again."""
    label = Unit._meta.label_lower
    parents = {one.before["parent_id"] for one in traces.others if one.model == label and one.before.get("parent_id")}
    if ended := Unit.objects.filter(pk__in=parents).exclude(dissolved_on=None).count():
        yield Obstacle("changed_since", label, ended)


def _by_model(changes: Iterable[ImportChange]) -> dict[str, list[ImportChange]]:
    found: dict[str, list[ImportChange]] = {}
    for change in changes:
        found.setdefault(change.model, []).append(change)
    return found


def _last_values(changes: Iterable[ImportChange]) -> dict[int, dict[str, Any]]:
    last: dict[int, dict[str, Any]] = {}
    for change in changes:
        last.setdefault(change.object_id or 0, {}).update(change.after)
    return last
