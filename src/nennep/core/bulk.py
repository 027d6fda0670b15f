"""Many rows at once without a model instance for each: what bulk_create writes, at a fraction of its time."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.transaction import TransactionManagementError

Row = Sequence[Any]
Prepare = Callable[[Any], Any]
CHUNK = 10_000
LOAD = 1_000  # rows from which on it is worth asking how many rows the planner of PostgreSQL believes in
_AS_THEY_ARE = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Make many objects that all stay: meanwhile the search for cycles, which would find none, is off in this process."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Row], taken: Sequence[int] | None = None
) -> list[int]:
    """Insert `rows` (values in the order of `fields`, named as columns: 'unit_id') and return their keys in order.

    Fields that are not named get their default. `taken` are keys that `take_keys` gave, where a row tells its own or one
    that comes later. Joins the caller's transaction; no signal is sent, no `save` is called.

    Raises:
        TransactionManagementError: outside a transaction, where the keys taken would not be safe.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("rows are inserted inside a transaction only")
    named = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    rest = [field for name, field in named.items() if name not in set(fields)]
    preparations = [(index, prepare) for index, name in enumerate(fields) if (prepare := _preparation(named[name])) is not None]
    columns = [_key_column(model), *(str(named[name].column) for name in fields), *(str(field.column) for field in rest)]
    write = _copy if connection.vendor == "postgresql" else _execute_many
    keys: list[int] = []
    given = None if taken is None else iter(taken)
    left = iter(rows)
    while asked := list(islice(left, CHUNK)):
        blank = model()
        constants = tuple(_prepared(field, field.pre_save(blank, add=True)) for field in rest)
        fresh = take_keys(model, len(asked)) if given is None else list(islice(given, len(asked)))
        write(model._meta.db_table, columns, _tuples(fresh, asked, preparations, constants))
        keys += fresh
    if connection.vendor == "postgresql" and len(keys) >= LOAD:
        _count_anew(model._meta.db_table, len(keys))
    return keys


def _key_column(model: type[models.Model]) -> str:
    key = model._meta.pk
    return str(key.column)


def _preparation(field: "models.Field[Any, Any]") -> Prepare | None:
    """Return how a value of the field is made ready for the database; None when it goes as it is."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, _AS_THEY_ARE) and not _prepares_values(target):
        return None
    if isinstance(target, models.JSONField):
        encode = json.JSONEncoder(ensure_ascii=False).encode if target.encoder is None else partial(json.dumps, cls=target.encoder)
        return lambda value: None if value is None else encode(value)
    if type(target) is models.DateField:
        return None if connection.vendor == "postgresql" else lambda value: None if value is None else value.isoformat()
    return lambda value: None if value is None else target.get_db_prep_save(value, connection)


def _prepares_values(field: "models.Field[Any, Any]") -> bool:
    """Tell whether a field of another package than Django's turns values into something else, as encrypted text does."""
    own = [one for one in type(field).__mro__ if not one.__module__.startswith("django.")]
    return any(name in vars(one) for one in own for name in ("get_prep_value", "get_db_prep_value", "get_db_prep_save"))


def _prepared(field: "models.Field[Any, Any]", value: object) -> object:
    prepare = _preparation(field)
    return prepare(value) if prepare else value


def _tuples(
    keys: Sequence[int], rows: Sequence[Row], preparations: Sequence[tuple[int, Prepare]], constants: tuple[Any, ...]
) -> Iterator[Sequence[Any]]:
    for key, row in zip(keys, rows, strict=True):
        if not preparations:
            yield key, *row, *constants
            continue
        values = [key, *row, *constants]
        for index, prepare in preparations:
            values[index + 1] = prepare(values[index + 1])
        yield values


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """Return keys for rows that `insert_rows` inserts next in the same transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = (
                "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)"  # looked up once
            )
            cursor.execute(sequence, [connection.ops.quote_name(table), _key_column(model), count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return list(range(first, first + count))


def _statement(table: str, columns: Sequence[str], pattern: str) -> str:
    quote = connection.ops.quote_name
    return pattern.format(table=quote(table), columns=", ".join(map(quote, columns)))


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(_statement(table, columns, "COPY {table} ({columns}) FROM STDIN")) as copy:
        for row in rows:
            copy.write_row(row)


def _count_anew(table: str, rows: int) -> None:
    """Let PostgreSQL look at a table that it believes to hold fewer rows than came just now.

    Counted when all its rows were of a transaction that was undone, a table stays empty to the planner until the next
    commit: what an import asks of its own rows then takes minutes. Who looks at the same table meanwhile is not waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [connection.ops.quote_name(table)])
        if 0 <= cursor.fetchone()[0] < rows:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {connection.ops.quote_name(table)}")


def _execute_many(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    pattern = "INSERT INTO {table} ({columns}) VALUES (" + ", ".join(["%s"] * len(columns)) + ")"  # noqa: S608  # nosec B608 - names of our models
    with connection.cursor() as cursor:
        cursor.executemany(_statement(table, columns, pattern), rows)  # type: ignore[arg-type]  # the driver takes any iterable


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Set `fields` (named as columns) of many rows; each row of values begins with the key. Joins the caller's transaction."""
    named = {field.attname: field for field in model._meta.concrete_fields}
    preparations = [(index, prepare) for index, name in enumerate(fields) if (prepare := _preparation(named[name])) is not None]
    quote = connection.ops.quote_name
    places = ", ".join(f"{quote(str(named[name].column))} = %s" for name in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {places} WHERE {quote(_key_column(model))} = %s"  # noqa: S608  # nosec B608 - names of our models
    turned = [[*row[1:], row[0]] for row in rows]
    for values in turned:
        for index, prepare in preparations:
            values[index] = prepare(values[index])
    if turned:
        with connection.cursor() as cursor:
            cursor.executemany(statement, turned)


def change_rows(model: type[models.Model], changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set different columns of many rows: {key: {column: value}}, one statement for each set of columns."""
    grouped: dict[tuple[str, ...], list[Row]] = {}
    for key, told in changes.items():
        grouped.setdefault(tuple(told), []).append((key, *told.values()))
    for names, rows in grouped.items():
        update_rows(model, names, rows)
