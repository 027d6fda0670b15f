"""Taking a plan back: what it made goes, what it changed is as before, unless something was built on it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection, models

from nennep.core.bulk import change_rows
from nennep.core.errors import Refused
from nennep.core.plain import plain
from nennep.organizations.actions.steps import renew_paths
from nennep.organizations.models import Unit
from nennep.people.actions.steps import renew_regions
from nennep.reorganizations.actions.ledger import CHUNK, digest_of
from nennep.reorganizations.models import OpenPoint, Reorganization, Trace

UNITS = "organizations.Unit"
MEMBERSHIPS = "people.Membership"


def take_back(reorganization: Reorganization) -> None:
    """Take back all that a plan did; joins the caller's transaction.

    Raises:
        Refused: built_upon, with what stands in the way.
    """
    traces = list(Trace.objects.filter(reorganization=reorganization).order_by("-pk"))
    made = [trace for trace in traces if trace.object_ids]
    changed = [trace for trace in traces if trace.object_id is not None]
    _require_untouched(made, changed)
    OpenPoint.objects.filter(reorganization=reorganization).delete()
    units = [key for trace in made if trace.model == UNITS for key in trace.object_ids]
    _set_codes_aside(units)
    for trace in made:
        if trace.model != UNITS:
            _delete(trace.model, trace.object_ids)
    _restore(changed)
    _require_unused(units, reorganization)
    for start in range(0, len(units), CHUNK):
        _delete(UNITS, units[start : start + CHUNK])
    Trace.objects.filter(reorganization=reorganization).delete()
    memberships = [trace.object_id for trace in changed if trace.model == MEMBERSHIPS and trace.object_id]
    renew_regions(memberships=memberships, units=renew_paths())


def _require_untouched(made: Sequence[Trace], changed: Sequence[Trace]) -> None:
    for trace in made:
        if digest_of(trace.model, trace.object_ids) != trace.digest:
            raise Refused("built_upon", what=_noun(trace.model))
    by_model: dict[str, dict[int, dict[str, Any]]] = {}
    for trace in reversed(changed):  # of two changes the later one counts
        by_model.setdefault(trace.model, {}).setdefault(trace.object_id or 0, {}).update(trace.after)
    for label, after in by_model.items():
        model: type[models.Model] = apps.get_model(label)
        for keys in _portions(list(after)):
            found = {row.pk: row for row in model._base_manager.filter(pk__in=keys)}
            for key in keys:
                row = found.get(key)
                if row is None or any(plain(getattr(row, name)) != value for name, value in after[key].items()):
                    raise Refused("built_upon", what=_noun(label))


def _noun(label: str) -> str:
    return str(apps.get_model(label)._meta.verbose_name)


def _portions(keys: Sequence[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while portion := list(islice(left, CHUNK)):
        yield portion


def _delete(label: str, keys: Sequence[int]) -> None:
    rows = apps.get_model(label)._base_manager.filter(pk__in=keys)
    rows._raw_delete(connection.alias)  # noqa: SLF001 - references are checked when the transaction ends


def _set_codes_aside(unit_ids: Sequence[int]) -> None:
    """Free the codes of units that go, for those that come back."""
    change_rows(Unit, {pk: {"code": f"~{pk}"} for pk in unit_ids})


def _restore(changed: Sequence[Trace]) -> None:
    """Put columns back; intervals that were closed open last, since some things may be open only once."""
    by_model: dict[str, dict[int, dict[str, Any]]] = {}
    for trace in changed:
        by_model.setdefault(trace.model, {}).setdefault(trace.object_id or 0, {}).update(trace.before)
    for label, told in by_model.items():
        model: type[models.Model] = apps.get_model(label)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rows = {key: {name: fields[name].to_python(value) for name, value in columns.items()} for key, columns in told.items()}
        change_rows(model, rows)


def _require_unused(unit_ids: Sequence[int], reorganization: Reorganization) -> None:
    """See that nothing refers any more to the units that go."""
    for relation in Unit._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or not isinstance(relation.related_model, type):
            continue
        model, column = relation.related_model, relation.field.attname
        if model is Unit:
            continue
        for keys in _portions(unit_ids):
            rows = model._base_manager.filter(**{f"{column}__in": keys})
            if model is Reorganization:
                rows = rows.exclude(pk=reorganization.pk)
            if rows.exists():
                raise Refused("built_upon", what=str(model._meta.verbose_name))
    below = [pk for keys in _portions(unit_ids) for pk in Unit.objects.filter(parent__in=keys).values_list("pk", flat=True)]
    if set(below) - set(unit_ids):
        raise Refused("built_upon", what=str(Unit._meta.verbose_name))
