"""Sessions in the database, as Django keeps them, read together with the account that signed in and its grants by one statement.

Every request of somebody signed in begins with these reads; built by the ORM they take half of a small view (bench/rollcall.py).
"""

from copy import deepcopy
from functools import cache, lru_cache
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.statements import moment, prepared_cursor
from nennep.organizations.queries.actor import GRANTED, HELD, Held, whose

COLUMNS = [
    "id",
    "password",
    "username",
    "full_name",
    "is_active",
    "seen_desk_at",
]  # what pages ask of an account; the rest is deferred
# The account is found by allauth's list of sessions, which signing in keeps; a session that is not on it has none here.
READ = f"""
    SELECT session.session_data, {", ".join(f"account.{name}" for name in COLUMNS)}, {HELD}
    FROM django_session AS session
    LEFT JOIN {UserSession._meta.db_table} AS listed ON listed.session_key = session.session_key
    LEFT JOIN {User._meta.db_table} AS account ON account.id = listed.user_id
    {GRANTED}
    WHERE session.session_key = %s AND session.expire_date > %s
    ORDER BY unit.path
"""  # noqa: S608  # nosec B608 - names of models


class SessionStore(DatabaseStore):
    """Django's store with a quicker read; writing, ending and expiry are Django's."""

    account: AbstractBaseUser | None = None
    held: tuple[Held, ...] = ()

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that ended or never was loses its key."""
        today = clock.today()
        with prepared_cursor() as cursor:
            cursor.execute(_read(), [today, today, self.session_key, moment(clock.now())])
            rows = cursor.fetchall()
        if not rows:
            self._session_key = None
            return {}
        data, *account = rows[0][: len(COLUMNS) + 1]
        if account[0]:
            self.account = User.from_db(connection.alias, COLUMNS, [clock.aware(value) for value in account])
            self.held = tuple(row[len(COLUMNS) + 1 :] for row in rows)
        return deepcopy(_decoded(data))


@cache
def _read() -> str:
    return READ.format(person=whose())


@lru_cache(1000)
def _decoded(data: str) -> dict[str, Any]:
    """Return what a text holds; its seal is looked at once."""
    return DatabaseStore().decode(data)
