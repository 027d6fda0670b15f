"""A database of its own for one benchmark: nothing that exists is touched."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import django

from tools import postgres_cluster

AS_INSTALLED = "-c shared_buffers=256MB -c max_connections=200 -c listen_addresses=''"


@contextmanager
def own_database(kind: str) -> Iterator[None]:
    """Set Django up on an empty, migrated database ('sqlite' or 'postgres') that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="nennep-bench-") as folder:
        cluster = Path(folder) / "cluster"
        os.environ |= {"NENNEP_DATA": folder, "DJANGO_SETTINGS_MODULE": "nennep.config.settings.test"}
        os.environ["NENNEP_DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        if kind == "postgres":
            Path(folder).chmod(0o755)
            postgres_cluster.OPTIONS = AS_INSTALLED  # what is committed lies on the disk, other than in tests
            postgres_cluster.start(cluster)
            os.environ["NENNEP_DATABASE_URL"] = f"postgresql://postgres@{quote(str(cluster), safe='')}/postgres"
        try:
            django.setup()
            from django.core.management import call_command  # noqa: PLC0415 - settings come first

            call_command("migrate", verbosity=0)
            yield
        finally:
            from django.db import connections  # noqa: PLC0415

            connections.close_all()
            if kind == "postgres":
                postgres_cluster.stop(cluster)


def analyze() -> None:
    """Let the database look at what was filled in."""
    from django.db import connection  # noqa: PLC0415 - settings come first

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
