"""Taking an import back: what it made goes, what it changed or deleted is as before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from nennep.audit.actions import Change, change, record
from nennep.audit.models import Entry
from nennep.core.actors import Actor
from nennep.core.bulk import change_rows
from nennep.core.errors import Refused, require
from nennep.core.fields import EncryptedTextField
from nennep.core.verbs import verb
from nennep.exchange import policy
from nennep.exchange.models import BatchState, ChangeKind, ImportBatch, ImportChange
from nennep.exchange.queries.known import CHUNK
from nennep.exchange.queries.undo import Traces, among, idle, obstacles, traces_of
from nennep.exchange.wording import obstacle_sentence
from nennep.organizations.actions.steps import renew_paths
from nennep.organizations.models import Unit
from nennep.people.actions.steps import renew_regions
from nennep.people.models import Membership, Person

MEMBERSHIPS, UNITS = Membership._meta.label_lower, Unit._meta.label_lower


@verb
def undo_import(*, actor: Actor, batch: ImportBatch, now: datetime) -> dict[str, int]:
    """Take one import back, all of it. Returns how many records of each model went.

    Raises:
        Forbidden: the actor may not import for the unit.
        Refused: batch_not_done; undo_blocked, with everything that stands in the way.
    """
    require(policy.can_undo(actor, batch))
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
    if batch.state != BatchState.DONE:
        raise Refused("batch_not_done", number=batch.pk)
    traces = traces_of(batch)
    if blocking := obstacles(batch, traces):
        raise Refused("undo_blocked", number=batch.pk, what="; ".join(map(obstacle_sentence, blocking)))
    idle().filter(unit__in=traces.created.get("organizations.unit", ())).update(unit=None)
    entries = list(_entries(batch))
    people = _people_of(traces)
    _delete(traces)
    _restore(traces)
    _renew_places(traces, people)
    batch.state, batch.finished_at = BatchState.UNDONE, now
    batch.save(update_fields=["state", "finished_at"])
    path = batch.unit.path if batch.unit else ""
    record(actor, [change("exchange.undo", batch, unit_path=path), *entries])
    return {label: len(keys) for label, keys in traces.created.items()}


def _entries(batch: ImportBatch) -> Iterator[Change]:
    """Return one change for each thing that the log says the import changed."""
    own = Entry.objects.filter(changes__batch=batch.pk).order_by("pk")
    columns = ("object_type", "object_id", "object_label", "person_id", "unit_path")
    for kind, key, label, person_id, path in own.values_list(*columns).iterator(CHUNK):
        yield Change("exchange.undo", kind, key, label, person_id, path, {"batch": batch.pk})


def _people_of(traces: Traces) -> set[int]:
    """Return the people who were there before the import and got memberships by it."""
    people: set[int] = set()
    for part in among("pk", traces.created.get(MEMBERSHIPS, ())):
        people.update(Membership.objects.filter(part).values_list("person_id", flat=True))
    return people.difference(traces.created.get(Person._meta.label_lower, ()))


def _renew_places(traces: Traces, people: set[int]) -> None:
    """Let paths and regions follow units and memberships that are as before; what stands above these may have moved since."""
    deleted = {row.before["person_id"] for row in traces.others if row.model == MEMBERSHIPS and row.kind == ChangeKind.DELETED}
    changed = [row.object_id or 0 for row in traces.others if row.model == MEMBERSHIPS and row.kind == ChangeKind.CHANGED]
    units = [row.object_id or 0 for row in traces.others if row.model == UNITS and "path" in row.before]
    renew_regions(people=people | deleted, memberships=changed, units=[*units, *renew_paths()])


def _delete(traces: Traces) -> None:
    """Delete what was made, referring records first; nothing else refers to them, so nothing is asked again."""
    for model in _children_first([apps.get_model(label) for label in traces.created]):
        for part in among("pk", traces.created[model._meta.label_lower]):
            rows = model._base_manager.filter(part)
            rows._raw_delete(connection.alias)  # noqa: SLF001 - the collector refuses units whose children go with them


def _children_first(wanted: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    left = list(wanted)
    ordered: list[type[models.Model]] = []
    while left:
        free = [one for one in left if not any(_refers(other, one) for other in left if other is not one)]
        ordered += free
        left = [one for one in left if one not in free]
    return ordered


def _refers(model: type[models.Model], to: type[models.Model]) -> bool:
    return any(isinstance(field, models.ForeignKey) and field.remote_field.model is to for field in model._meta.concrete_fields)


def _restore(traces: Traces) -> None:
    """Put changed columns back, in the order in which rows may hold them, and insert what was deleted."""
    before: dict[str, dict[int, dict[str, Any]]] = {}
    for row in reversed(traces.others):
        if row.kind == ChangeKind.CHANGED:
            before.setdefault(row.model, {}).setdefault(row.object_id or 0, {}).update(_values(row.model, row.before))
    for label, changes in before.items():
        closing = dict(sorted(changes.items(), key=lambda one: one[1].get("ends_on", "") is None))
        change_rows(apps.get_model(label), closing)
    _insert([row for row in reversed(traces.others) if row.kind == ChangeKind.DELETED])


def _insert(rows: Iterable[ImportChange]) -> None:
    for row in rows:
        model = apps.get_model(row.model)
        model._base_manager.bulk_create([model(**_values(row.model, row.before))])


def _values(label: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as their fields hold them."""
    fields = {field.attname: field for field in apps.get_model(label)._meta.concrete_fields}
    return {
        name: fields[name].from_db_value(value) if isinstance(fields[name], EncryptedTextField) else fields[name].to_python(value)
        for name, value in kept.items()
    }
