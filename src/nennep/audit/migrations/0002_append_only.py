"""Triggers that refuse any change to the log, on both databases."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = [
    """
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
    """,
    *[
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in ("audit_entry", "audit_seal")
    ],
]
SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for table in ("audit_entry", "audit_seal")
    for verb in ("update", "delete")
]
BACK = {
    "postgresql": [
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "DROP TRIGGER audit_seal_append_only ON audit_seal",
        "DROP FUNCTION audit_refuse",
    ],
    "sqlite": [f"DROP TRIGGER {table}_no_{verb}" for table in ("audit_entry", "audit_seal") for verb in ("update", "delete")],
}


def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}[editor.connection.vendor]:
        editor.execute(statement)


def backward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    """The log is append-only below the application too."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
