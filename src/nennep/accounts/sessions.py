"""Sessions in the database, as Django keeps them, read together with the account that signed in by one statement written out.

Every request of somebody signed in begins with these reads; built by the ORM they take half of a small view (bench/rollcall.py).
"""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.statements import prepared_cursor

COLUMNS = [field.attname for field in User._meta.concrete_fields]
# The account is found by allauth's list of sessions, which signing in keeps; a session that is not on it has none here.
READ = f"""
    SELECT session.session_data, {", ".join(f"account.{name}" for name in COLUMNS)}
    FROM django_session AS session
    LEFT JOIN {UserSession._meta.db_table} AS listed ON listed.session_key = session.session_key
    LEFT JOIN {User._meta.db_table} AS account ON account.id = listed.user_id
    WHERE session.session_key = %s AND session.expire_date > %s
"""  # noqa: S608  # nosec B608 - names of models


class SessionStore(DatabaseStore):
    """Django's store with a quicker read; writing, ending and expiry are Django's."""

    account: AbstractBaseUser | None = None

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that ended or never was loses its key."""
        with prepared_cursor() as cursor:
            cursor.execute(READ, [self.session_key, connection.ops.adapt_datetimefield_value(clock.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held, key, *_ = row
        self.account = User.from_db(connection.alias, COLUMNS, [clock.aware(value) for value in row[1:]]) if key else None
        return self.decode(held)
