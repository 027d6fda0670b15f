"""A trigger that refuses to change a mark, on both databases: a mistake is mended by a new mark."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "attendance_attendancemark"
FORWARD = {
    "postgresql": [
        """
        CREATE FUNCTION attendance_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'marks are never changed'; END $$
        """,
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION attendance_refuse()",
    ],
    "sqlite": [f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'marks are never changed'); END"],
}
BACK = {
    "postgresql": [f"DROP TRIGGER {TABLE}_no_update ON {TABLE}", "DROP FUNCTION attendance_refuse"],
    "sqlite": [f"DROP TRIGGER {TABLE}_no_update"],
}


def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the trigger of the database in use."""
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement)


def backward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop it again."""
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    """The log of marks is append-only below the application too."""

    dependencies = [("attendance", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
