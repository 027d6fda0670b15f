"""Taking the triggers away for a moment: those of the audit log forbid what only a restore may do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRES_TABLES = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def lifted_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Run the block without the triggers of the database; join a transaction, so that they come back in any case."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRES_TABLES if postgres else _SQLITE_TRIGGERS)
        found = cursor.fetchall()
        for name, *_ in found:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER" if postgres else f'DROP TRIGGER "{name}"')
        yield
        if postgres and found:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        for name, *sql in found:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER" if postgres else sql[0])
