"""What changed at a unit is found from its place: a cell's desk does not read the log of a country."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    dependencies = (("audit", "0002_append_only"),)

    operations = (migrations.AddIndex("entry", models.Index(fields=["unit_path"], name="audit_place")),)
