"""The log of marks names who marked by number: no look-up of the account for each mark."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "attendance_attendancemark"
TRIGGER = f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'marks are never changed'); END"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite built the table of marks anew and lost its trigger."""
    if editor.connection.vendor == "sqlite":
        editor.execute(TRIGGER)


class Migration(migrations.Migration):
    """As the audit log does."""

    dependencies = [("attendance", "0003_fewer_indexes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AlterField(
            model_name="attendancemark",
            name="marked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
