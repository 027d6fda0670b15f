"""Every figure of a report is the number, or the sum, of the rows behind it."""

from collections.abc import Iterator
from typing import Any

import pytest

from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit
from nennep.reports.columns import LISTINGS
from nennep.reports.queries.annual import AnnualReport, annual_report
from nennep.reports.queries.figures import FIGURES, find
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span
from tests.factories.year import Year


def printed(report: AnnualReport) -> Iterator[tuple[str, int]]:
    """Yield each count of the JSON report with the address of its rows."""
    answer = report.as_json()
    for part in ("membership", "theory_level", "classes", "attendance", "study"):
        for name, value in answer[part].items():
            if isinstance(value, int):
                yield f"{part}.{name}", value
    yield from ((f"study.by_form.{form}", value) for form, value in answer["study"]["by_form"].items())
    for line in answer["training"]:
        code = line.pop("program")
        yield from ((f"training.classification:{code}:{key}", value) for key, value in line.pop("classification").items())
        yield from ((f"training.{name}:{code}", value) for name, value in line.items())
    yield from ((f"training_by_title.sent:{line.title_key}", line.sent) for line in report.training_by_title)
    yield "commendations", answer["commendations"]


def behind(scope: Scope, key: str) -> tuple[int, int]:
    """Return the figure as the page counts it, and as a reader adds it up row by row."""
    figure, arguments = find(key)
    rows: list[Any] = list(figure.rows_of(scope, arguments))
    return figure.value(scope, arguments), sum(getattr(row, figure.measure) for row in rows) if figure.measure else len(rows)


def test_the_rows_add_up_to_the_figure(year: Year) -> None:
    for unit in (year.top, year.units[1], year.cells[0]):
        scope = Scope(Unit.objects.select_related("kind").get(pk=unit.pk), Span(2020, 2021))
        report = annual_report(scope)
        figures = dict(printed(report))
        assert {key.split(":")[0] for key in figures} <= FIGURES.keys()
        assert {key: behind(scope, key) for key in figures} == {key: (value, value) for key, value in figures.items()}


def test_each_figure_has_a_listing_that_reads_its_rows(year: Year) -> None:
    scope = Scope(Unit.objects.select_related("kind").get(pk=year.top.pk), Span(2020, 2022))
    for key, _ in printed(annual_report(scope)):
        figure, arguments = find(key)
        rows = figure.rows_of(scope, arguments)
        listing = LISTINGS[rows.model]
        for row in rows.order_by(*listing.order):
            assert all(column.value(row) is not NotImplemented for column in listing.columns)
        assert not figure.measure or figure.measure in {column.measures for column in listing.columns}


@pytest.mark.parametrize("key", ["", "no.such", "training.sent", "training.sent:TC:gioi", "commendations:1"])
def test_an_address_without_a_figure_is_not_there(key: str) -> None:
    with pytest.raises(NotVisible):
        find(key)
