"""Every table as lines of JSON, the same for both databases: what a backup holds and a restore writes."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import sql

CHUNK = 2000
LEFT_OUT = {"sessions.session", "usersessions.usersession"}  # everybody signs in again: an ended session stays ended


def models_kept(registry: Apps = apps) -> list[type[models.Model]]:
    """Return the models of all tables that a backup holds, those between two others included.

    Args:
        registry: the models of another version, when the tables are those of that version.
    """
    return [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]


def columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Return the fields that have a column which can be written."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def _read(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return timedelta(seconds=value)
    return field.to_python(value)


def lines_of(model: type[models.Model]) -> Iterator[str]:
    """Yield each row as a JSON list of its columns; the first line names them."""
    names = [field.attname for field in columns(model)]
    yield json.dumps(names)
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=CHUNK):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)  # jsonb has an order of its own


def write(model: type[models.Model], lines: Iterable[str]) -> int:
    """Insert the rows of `lines_of` as they are: own keys, own times.

    Returns:
        How many there were.

    Raises:
        ValueError: when the columns are not those of this version.
    """
    rows = iter(lines)
    by_name = {field.attname: field for field in columns(model)}
    names = json.loads(next(rows))
    if set(names) != set(by_name):
        raise ValueError(f"{model._meta.label} has other columns")
    fields = [by_name[name] for name in names]
    count = 0
    while chunk := list(islice(rows, CHUNK)):
        values = (zip(fields, json.loads(line), strict=True) for line in chunk)
        made = [model(**{field.attname: _read(field, value) for field, value in row}) for row in values]
        for start in range(0, len(made), batch := _batch(fields, made)):
            query = sql.InsertQuery(model)
            query.insert_values(fields, made[start : start + batch], raw=True)
            query.get_compiler(connection=connection).execute_sql()
        count += len(made)
    return count


def _batch(fields: "list[models.Field[Any, Any]]", made: list[models.Model]) -> int:
    return max(1, connection.ops.bulk_batch_size(fields, made))


def empty(kept: Iterable[type[models.Model]]) -> None:
    """Delete every row of the tables; the triggers must be lifted."""
    tables = [model._meta.db_table for model in kept]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))} CASCADE")
        else:
            for table in tables:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own table names


def reset_sequences(kept: list[type[models.Model]]) -> None:
    """Let new rows be numbered after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
