"""Any part of a class's code and name is found by trigrams on PostgreSQL; SQLite, and a server without pg_trgm, look at every row."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Index the folded codes and names."""
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    editor.execute("CREATE INDEX IF NOT EXISTS class_search_trigrams ON classes_trainingclass USING gin (search_key gin_trgm_ops)")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index; the extension may serve others."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS class_search_trigrams")


class Migration(migrations.Migration):
    """An index that the models cannot name, since SQLite has none of the kind."""

    dependencies = (("classes", "0002_tally"),)

    operations = (migrations.RunPython(create, drop),)
