"""The role × route table, walked: everybody knocks everywhere."""

import pytest

from tests.factories.world import SECRET, world
from tests.routes import EVERYBODY, OF_PACKAGES, TABLE, Row
from tests.walker import address, api_routes, clients, form, knock, page_routes


def app_of(row: Row) -> str:
    """Return the part of the table to which a row belongs, so that the parts are walked side by side."""
    if " " in row.route:
        return "api"
    return row.route.partition(":")[0] if ":" in row.route else "common"


APPS = sorted({app_of(row) for row in TABLE})


def of_app(app: str) -> list[Row]:
    return [row for row in TABLE if app_of(row) == app]


def test_every_route_has_its_row() -> None:
    routes = {name for name in page_routes() if not name.startswith(OF_PACKAGES)} | api_routes()
    assert routes - {row.route for row in TABLE} == set(), "routes without a row in tests/routes.py"
    assert {row.route for row in TABLE if not row.route.startswith(OF_PACKAGES)} - routes == set(), "rows without a route"


def test_no_row_stands_twice() -> None:
    doors = [(row.method, row.route) for row in TABLE]
    assert len(doors) == len(set(doors))


@pytest.mark.parametrize("app", APPS)
def test_who_is_let_in(db: None, app: str) -> None:
    here = world()
    assert here.cast.keys() == EVERYBODY
    knockers = clients(here)
    faults = []
    for row in of_app(app):
        where = address(row.route, here.things, row.at)
        data = {**form(here.things), **row.data} if row.method != "GET" else row.data
        for who, client in knockers.items():
            answer = knock(client, row.method, where, data, as_json=" " in row.route)
            if answer.let_in != (who in row.may):
                faults.append(f"{row.method} {row.route}: {who} got {answer.status}")
            if SECRET in answer.text and who not in row.may:
                faults.append(f"{row.method} {row.route}: {who} reads the name")
            if row.method == "GET" and answer.writes:
                faults.append(f"{row.method} {row.route}: {who} wrote: {answer.writes[0][:100]}")
    assert faults == []


@pytest.mark.parametrize("app", [app for app in APPS if app != "api"])
def test_a_page_answers_only_the_methods_of_its_rows(db: None, app: str) -> None:
    here = world()
    knocker = clients(here)
    taken = {(row.method, row.route) for row in TABLE}
    faults = []
    for row in of_app(app):
        for method in {"GET", "POST"} - {method for method, route in taken if route == row.route}:
            who = min(row.may - {"nobody"})
            answer = knock(knocker[who], method, address(row.route, here.things, row.at), {}, as_json=False)
            if answer.status != 405:
                faults.append(f"{method} {row.route}: {who} got {answer.status}")
    assert faults == []
