"""Statements written out that every request asks: PostgreSQL keeps their plans for as long as a connection lives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.transaction import atomic


@cache
def _keeping() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 - needs the driver, which SQLite lacks

    class Keeping(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            return super().execute(query, params, prepare=True, **how)  # type: ignore[misc]  # the driver's

    return Keeping


def prepared_cursor() -> CursorWrapper:
    """Return a cursor for statements whose text does not depend on their values.

    SQLite keeps its statements anyway. Behind a pooler that hands connections from one to the other
    (DISABLE_SERVER_SIDE_CURSORS) nothing is kept, nor where the statements are logged: the driver does not tell a kept one.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] or connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()  # as `connection.cursor` does
    connection.ensure_connection()
    wrap: Callable[[Any], CursorWrapper] = connection._prepare_cursor  # type: ignore[attr-defined]  # noqa: SLF001 - logged and checked as Django's own
    return wrap(_keeping()(connection.connection))


@contextmanager
def row_by_row() -> Iterator[None]:
    """Let PostgreSQL begin a page at the first rows of its order.

    It believes that of a copy of everything that is joined the first rows cost nothing, and makes one for fifty rows of a province.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_material = off")
        yield
