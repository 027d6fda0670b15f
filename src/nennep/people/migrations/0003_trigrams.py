"""Any part of a name or code is found by trigrams on PostgreSQL; SQLite, and a server without pg_trgm, look at every row."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

INDEXES = {
    "person_search_trigrams": "(search_key gin_trgm_ops)",
    "person_code_trigrams": "(upper(code::text) gin_trgm_ops)",
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Index the folded names and the codes."""
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, columns in INDEXES.items():
        editor.execute(f"CREATE INDEX {name} ON people_person USING gin {columns}")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the indexes; the extension may serve others."""
    if editor.connection.vendor == "postgresql":
        for name in INDEXES:
            editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    """Two indexes that the models cannot name, since SQLite has none of the kind."""

    dependencies = (("people", "0002_order"),)

    operations = (migrations.RunPython(create, drop),)
