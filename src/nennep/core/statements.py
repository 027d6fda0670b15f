"""Statements written out that every request asks: their texts and plans are kept for as long as a connection lives."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.backends.utils import CursorWrapper
from django.db.transaction import atomic

MOST = 200  # texts and moments that are kept


@cache
def _keeping() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 - needs the driver, which SQLite lacks

    class Keeping(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            return super().execute(query, params, prepare=True, **how)  # type: ignore[misc]  # the driver's

    return Keeping


@lru_cache(MOST)
def _converted(query: str) -> str:
    return SQLiteCursorWrapper.convert_query(None, query)  # type: ignore[arg-type]  # it looks at the text only


class _KeepingTexts(SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return super().convert_query(query, param_names=param_names) if param_names else _converted(query)


def prepared_cursor() -> CursorWrapper:
    """Return a cursor for statements whose text does not depend on their values.

    SQLite keeps its statements anyway, but not what Django makes of their texts. Behind a pooler that hands connections from
    one to the other (DISABLE_SERVER_SIDE_CURSORS) nothing is kept, nor where the statements are logged: the driver of
    PostgreSQL does not tell a kept one.
    """
    ours = connections[DEFAULT_DB_ALIAS]  # asked for once: each look at `connection` goes through the thread's own store
    if ours.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] or ours.queries_logged:
        return ours.cursor()
    ours.close_if_health_check_failed()  # as `cursor` does
    ours.ensure_connection()
    driver = ours.connection
    cursor = driver.cursor(factory=_KeepingTexts) if ours.vendor == "sqlite" else _keeping()(driver)
    wrap: Callable[[Any], CursorWrapper] = ours._prepare_cursor  # type: ignore[attr-defined]  # noqa: SLF001 - logged and checked as Django's own
    return wrap(cursor)


@lru_cache(MOST)
def moment(value: datetime | None) -> Any:
    """Return how a moment goes into the database; one that many rows share is made ready once."""
    return connection.ops.adapt_datetimefield_value(value)


@contextmanager
def _planned(*settings: str) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with atomic():
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET LOCAL {one}" for one in settings))
        yield


def row_by_row() -> AbstractContextManager[None]:
    """Let PostgreSQL begin a page at the first rows of its order.

    It believes that of a copy of everything that is joined the first rows cost nothing, and makes one for fifty rows of a province; or
    that a province is one unit, whose rows are soon put in order.
    """
    return _planned("enable_material = off", "enable_sort = off")


def few_rows() -> AbstractContextManager[None]:
    """Let PostgreSQL look rows up one by one where they are few: it takes a disk for slow, and reads a year of a whole country instead."""
    return _planned("random_page_cost = 1.1")
