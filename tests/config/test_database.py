"""How NENNEP_DATABASE_URL is read."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from nennep.config.database import database

hosts = st.tuples(st.from_regex(r"[a-z][a-z0-9.-]{0,20}", fullmatch=True), st.integers(1, 65535))


@given(several=st.lists(hosts, min_size=2, max_size=4), password=st.text("ab:@/,%?ă", min_size=1))
def test_several_hosts_are_tried_for_the_primary(several: list[tuple[str, int]], password: str) -> None:
    named = ",".join(f"{host}:{port}" for host, port in several)
    found = database(f"postgresql://nennep:{quote(password, safe='')}@{named}/kept?connect_timeout=7")
    assert found["HOST"] == ",".join(host for host, _ in several)
    assert found["PORT"] == ",".join(str(port) for _, port in several)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("kept", "nennep", password)
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    assert found["OPTIONS"]["connect_timeout"] == 7  # what the address says goes before what we would choose
    for_libpq = {name: value for name, value in found["OPTIONS"].items() if name != "prepare_threshold"}  # that is psycopg's own
    assert conninfo_to_dict(make_conninfo(host=found["HOST"], port=found["PORT"], **for_libpq))["host"] == found["HOST"]
    assert found["CONN_HEALTH_CHECKS"] is True


def test_one_host_is_taken_as_it_is() -> None:
    found = database("postgresql://nennep@db.example.vn:5433/kept")
    assert (found["HOST"], found["PORT"]) == ("db.example.vn", 5433)
    assert found["OPTIONS"]["options"] == "-c jit=off"
    assert "target_session_attrs" not in found["OPTIONS"]


def test_a_host_without_a_port_has_the_usual_one() -> None:
    assert database("postgresql://nennep@one,two:5433/kept")["PORT"] == "5432,5433"


def test_a_pooler_of_transactions_gets_nothing_that_outlives_one() -> None:
    found = database("postgresql://nennep@localhost:6432/kept?pooler=transaction")
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert found["OPTIONS"] == {}


def test_a_file_is_sqlite(tmp_path: Path) -> None:
    found = database(f"sqlite:///{tmp_path}/kept.sqlite3")
    assert found["NAME"] == f"{tmp_path}/kept.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("address", ["mongodb://x/y", "x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Exception, match=r"."):
        database(address)
