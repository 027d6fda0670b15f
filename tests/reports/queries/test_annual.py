"""The report, counted in SQL, against plain loops over all rows."""

from nennep.organizations.models import Unit
from nennep.reports.queries.annual import annual_report
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span
from nennep.vietnamese.text import squash
from tests.factories import organizations
from tests.factories.year import Year
from tests.reports import oracle

SPANS = [(2021, 2021), (2020, 2022), (2019, 2019), (2022, 2023)]


def ask(unit: Unit, first: int, last: int) -> dict[str, object]:
    unit = Unit.objects.select_related("kind").get(pk=unit.pk)
    answer = annual_report(Scope(unit, Span(first, last))).as_json()
    titles = [(squash(line["title"]), line["sent"]) for line in answer["training_by_title"]]
    return answer | {"training_by_title": titles}


def test_every_level_of_the_tree_is_counted_as_by_hand(year: Year) -> None:
    for unit in (year.units[1], year.cells[0], year.cells[3], year.outside):
        assert ask(unit, 2020, 2021) == oracle.report(unit, 2020, 2021)


def test_every_span_of_years_is_counted_as_by_hand(year: Year) -> None:
    for span in SPANS:
        assert ask(year.top, *span) == oracle.report(year.top, *span)


def test_a_unit_without_records_has_zeros_and_no_rates(db: None) -> None:
    answer = ask(organizations.unit("LEER"), 2021, 2021)
    assert answer["membership"] == {"members_at_end": 0, "admitted": 0, "cells_with_admission": 0, "made_official": 0}
    assert answer["theory_level"]["share_tc_or_higher"] is None
    assert answer["attendance"]["rate"] is None
    assert answer["study"]["essay_rate"] is None
    assert answer["training"] == []


def test_queries_do_not_grow_with_the_records(year: Year, django_assert_num_queries: object) -> None:
    for unit in (year.top, year.cells[3]):
        scope = Scope(Unit.objects.select_related("kind").get(pk=unit.pk), Span(2020, 2022))
        with django_assert_num_queries(14):
            annual_report(scope)
