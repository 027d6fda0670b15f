"""The database in Django's words, from NENNEP_DATABASE_URL."""

import re
from typing import Any

import dj_database_url

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # measured: the default mode answers 'database is locked' to concurrent writers
    "timeout": 20,
    # The journal is written back every 10,000 pages (40 MB) instead of 1,000: the roll of one class changes forty.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=10000;",
}
SEVERAL = re.compile(r"^(?P<before>\w+://(?:[^@/]*@)?)(?P<hosts>[^/?]*,[^/?]*)(?P<after>.*)$")
FAILOVER_OPTIONS = {
    "target_session_attrs": "read-write",  # whichever of the hosts is the primary now
    "connect_timeout": 3,  # seconds for each host
    "tcp_user_timeout": 5_000,  # milliseconds until a host that fell silent is given up
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}


def database(address: str) -> dict[str, Any]:
    """Return Django's description of a database.

    `postgresql://USER:PASSWORD@HOST:PORT,HOST:PORT/NAME` names several hosts, one of which is the primary: new connections find
    it. `?pooler=transaction` tells that PgBouncer stands between: a connection of ours is then another one in each transaction.

    Raises:
        ValueError: when the address cannot be read.
    """
    several = SEVERAL.match(address)
    pairs: list[tuple[str, str]] = []
    if several:
        pairs = [_host_and_port(one) for one in several["hosts"].split(",")]
        address = f"{several['before']}{','.join(host for host, _ in pairs)}{several['after']}"
    found: dict[str, Any] = {**dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)}
    if found["ENGINE"].endswith("sqlite3"):
        return {**found, "OPTIONS": SQLITE_OPTIONS}
    options = dict(found.get("OPTIONS", {}))
    if several:
        found["PORT"] = ",".join(port for _, port in pairs)
        options = {**FAILOVER_OPTIONS, **options}
    if options.pop("pooler", None) == "transaction":
        found["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        # Short statements are all that we send: compiling one costs more than running it (bench/due.py: 6.2 times a scan, without 2.5).
        options.setdefault("options", "-c jit=off")
        options.setdefault("prepare_threshold", 2**31)  # only statements that ask for it keep their plans (core/statements.py)
    return {**found, "OPTIONS": options}


def _host_and_port(text: str) -> tuple[str, str]:
    host, _, port = text.partition(":")
    return host, port or "5432"
