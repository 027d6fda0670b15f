"""Sessions in the database, as Django keeps them, read by one statement written out.

Every request of somebody signed in begins with this read; built by the ORM it takes a third of a small view (bench/rollcall.py).
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from nennep.core import clock

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Django's store with a quicker read; writing, ending and expiry are Django's."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that ended or never was loses its key."""
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, connection.ops.adapt_datetimefield_value(clock.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
