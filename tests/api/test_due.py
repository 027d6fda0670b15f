"""Who must learn what, over the HTTP API."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from nennep.people.models import Standing
from tests.factories.obligations import requirement
from tests.factories.organizations import put_below, unit
from tests.factories.people import person

Call = Callable[..., Any]


def test_it_is_asked_on_the_tree_of_the_day(office: SimpleNamespace, call: Call) -> None:
    requirement()
    day = date(2021, 6, 10)
    person(office.cell, standing=Standing.PROBATIONARY, admitted_on=day, starts_on=day, full_name="Lê Ngọc Hòa")
    put_below(office.cell, unit("HM", kind="ward"), date(2022, 7, 1))

    def names(tree: str) -> list[str]:
        asked = f"/obligations?as_of=2021-12-31&unit={office.ward.pk}&tree={tree}"
        return [one["person"]["full_name"] for one in call(office.owner, "GET", asked).json()["items"]]

    assert (names("now"), names("then")) == ([], ["Lê Ngọc Hòa"])
    assert call(office.stranger, "GET", f"/obligations?unit={office.ward.pk}&tree=then").status_code == 404
