"""What all tests share: a database of either kind, and a counter of queries."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from nennep.operations.triggers import lifted_triggers
from tools import postgres_cluster

pytest_plugins = ["tests.audited_verbs"]
# No property is about time: a slow machine is no fault.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
CLUSTER = os.environ.get("NENNEP_TEST_CLUSTER")
UNDISTURBED = "-c autovacuum=off"  # what a test reads depends on its own rows, not on when somebody else counted them


def _first_process(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")  # the workers of xdist use what the first process started


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL for a run under NENNEP_TEST_DB=postgres."""
    (Path(os.environ["NENNEP_DATA"]) / "static").mkdir(parents=True, exist_ok=True)  # whitenoise asks for it
    if CLUSTER and _first_process(config):
        postgres_cluster.start(Path(CLUSTER), UNDISTURBED)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if not _first_process(config):
        return
    if CLUSTER and Path(CLUSTER).exists():
        postgres_cluster.stop(Path(CLUSTER))
    data = Path(os.environ["NENNEP_DATA"])
    if data.name.startswith("nennep-test-"):
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def emptied_by_flush() -> None:
    """Let the flush after a transactional test through the triggers that keep the audit log append-only."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def execute_sql_flush(self: object, sql_list: Sequence[str]) -> None:
        with transaction.atomic(), lifted_triggers(connection):
            flush(self, sql_list)

    operations.execute_sql_flush = execute_sql_flush


@pytest.fixture(autouse=True)
def forgotten_limits() -> None:
    """Let no test pay for the attempts that another made from the same address."""
    cache.clear()


QueriesAt = Callable[..., list[int]]


@pytest.fixture
def queries_at(db: None) -> QueriesAt:
    """Pin the queries of a read at several numbers of rows, as in `queries_at(read, add_row) == [4, 4]`."""

    def count(read: Callable[[], object], add_row: Callable[[], object], rows: Sequence[int] = (1, 3)) -> list[int]:
        counts, present = [], 0
        for wanted in rows:
            for _ in range(wanted - present):
                add_row()
            present = wanted
            with CaptureQueriesContext(connection) as queries:
                read()
            counts.append(len(queries))
        return counts

    return count
