"""The region of each person, and indexes that begin with it: a province finds its people in order and by name.

One index of trigrams over name and code takes the place of two, and of the plain index of the folded name, which nothing asked.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REGION = """COALESCE((
    SELECT substr(unit.path, 1, 16)
    FROM people_membership AS membership JOIN organizations_unit AS unit ON unit.id = membership.unit_id
    WHERE membership.person_id = {person}
    ORDER BY membership.ends_on IS NOT NULL, membership.ends_on DESC, membership.id DESC LIMIT 1
), '')"""
REWRITE = (
    f"CREATE FUNCTION pg_temp.region_of(bigint) RETURNS varchar LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN {REGION.format(person='$1')}; END $$",
    "ALTER TABLE people_person ALTER COLUMN region TYPE varchar(16) USING pg_temp.region_of(id)",
    "DROP FUNCTION pg_temp.region_of(bigint)",
)
FOUND_BY = "(search_key || ' ' || lower(code)) gin_trgm_ops"
EARLIER = {"person_search_trigrams": "search_key gin_trgm_ops", "person_code_trigrams": "upper(code::text) gin_trgm_ops"}


def _available(editor: BaseDatabaseSchemaEditor, extension: str) -> bool:
    """Create an extension of PostgreSQL where the server has it."""
    if editor.connection.vendor != "postgresql":
        return False
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [extension])
        present = cursor.fetchone() is not None
    if present:
        editor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    return present


def drop_earlier(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the two indexes that one replaces."""
    if editor.connection.vendor == "postgresql":
        for name in EARLIER:
            editor.execute(f"DROP INDEX IF EXISTS {name}")


def create_earlier(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the two indexes of before."""
    if _available(editor, "pg_trgm"):
        for name, columns in EARLIER.items():
            editor.execute(f"CREATE INDEX {name} ON people_person USING gin ({columns})")


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the region of everybody. PostgreSQL writes the table anew: an UPDATE would leave as many dead rows before the living ones."""
    if editor.connection.vendor == "postgresql":
        for statement in REWRITE:
            editor.execute(statement)
    else:
        editor.execute(f"UPDATE people_person SET region = {REGION.format(person='people_person.id')}")


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Index region and words together, and let the planner know how many people each root has."""
    if _available(editor, "pg_trgm"):
        region = "region, " if _available(editor, "btree_gin") else ""
        editor.execute(f"CREATE INDEX person_found ON people_person USING gin ({region}{FOUND_BY})")
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE STATISTICS person_root ON (left(region, 8)) FROM people_person")
        if apps.get_model("people", "Person").objects.exists():  # told that nobody is there, the planner would go on believing it
            editor.execute("ANALYZE people_person")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them; the extensions may serve others."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS person_found")
        editor.execute("DROP STATISTICS IF EXISTS person_root")


class Migration(migrations.Migration):
    """Adds the column, fills it in one statement, and indexes it."""

    dependencies = (("people", "0003_trigrams"), ("organizations", "0001_initial"))

    operations = (
        migrations.RunPython(drop_earlier, create_earlier),
        migrations.AlterField("person", "search_key", models.CharField(help_text="Folded full name", max_length=160)),
        migrations.AddField(
            "person",
            "region",
            models.CharField(
                blank=True, default="", help_text="Follows from the memberships and the tree: root and province", max_length=16
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex("person", models.Index(fields=["region", "sort_key", "id"], name="person_region")),
        migrations.RunPython(create, drop),
    )
