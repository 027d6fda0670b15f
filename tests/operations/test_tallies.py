"""Figures counted ahead: the oracle is counting them again; pages say when it was."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nennep.audit.actions import change, record
from nennep.classes.actions import tally as class_writing
from nennep.classes.models import ClassTally
from nennep.core import clock
from nennep.core.actors import Role, console
from nennep.jobs.actions import enqueue
from nennep.jobs.models import Job
from nennep.jobs.worker import work_off_all
from nennep.obligations.actions import tally as due_writing
from nennep.obligations.models import DueRow, DueTally, Waiver
from nennep.obligations.queries import due
from nennep.obligations.queries import tally as due_tally
from nennep.obligations.queries.due import DueFilter
from nennep.obligations.rules.state import State
from nennep.operations import examination, setting_up
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.people.models import Membership
from nennep.people.queries.large import large_units
from nennep.reports.actions import tally as report_writing
from nennep.reports.models import ReportTally
from nennep.reports.queries import tally as report_tally
from nennep.reports.queries.annual import annual_report
from nennep.reports.queries.figures import FIGURES
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span
from tests.factories import organizations

THEN = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def ward(db: None) -> Unit:
    """A ward of 600 invented people."""
    setting_up.load_catalogs()
    call_command("synthesize", "--people", "600", "--seed", "9", stdout=StringIO(), stderr=StringIO())
    return Unit.objects.get(parent=None)


def officer(unit: Unit) -> Client:
    """Return a browser in which an officer of the unit is signed in."""
    client = Client()
    client.force_login(organizations.user_with(Role.OFFICER, unit))
    return client


def test_large_units_are_those_with_many_below(ward: Unit) -> None:
    """By the number of units at or below them, whatever their kind."""
    units = Unit.objects.count()
    assert large_units(at_least=units) == [ward]
    assert large_units(at_least=units + 1) == []
    assert set(large_units(at_least=2)) > {ward}


def test_obligations_counted_ahead_are_those_counted_now(ward: Unit) -> None:
    """Each count, each total of a narrowed list, and the people by standing."""
    today = clock.today()
    actor = organizations.actor_with(Role.OFFICER, ward)
    live = due.counts(due.lines(actor, None, today))
    due_writing.refresh([ward], today=today, now=clock.now())
    ahead = due_tally.counted(actor, None, today)
    assert ahead.at is not None
    assert ahead.counts == live
    for narrowed in (DueFilter(), DueFilter(timing="overdue"), DueFilter(requirement="party_awareness", states=frozenset(State))):
        assert ahead.lines(narrowed) == len(due.lines(actor, None, today, narrowed))
    people, at = due_tally.people(actor, today)
    assert at is not None
    assert sum(people.values()) == 600
    assert not list(due_tally.differences())


@pytest.mark.parametrize(
    "asked", ["", "timing=overdue", "timing=soon", "requirement=party_awareness", "state=done", "timing=expiring"]
)
def test_a_list_put_in_order_ahead_is_the_one_of_now(ward: Unit, asked: str) -> None:
    """The same people with the same lines in the same order, on each page."""
    client = officer(ward)
    lists = []
    for ahead in (False, True):
        if ahead:
            due_writing.refresh([ward], today=clock.today(), now=THEN)
        pages = [client.get(f"/obligations/?{asked}&page={number}").context["page"] for number in (1, 2)]
        lists.append([(page.paginator.count, list(page)) for page in pages])
    assert lists[0] == lists[1]


def test_a_line_settled_since_is_left_out_of_its_page(ward: Unit) -> None:
    """Whom a page shows was put down ahead; what stands in the lines is worked out now."""
    client, today = officer(ward), clock.today()
    due_writing.refresh([ward], today=today, now=THEN)
    first, *others = client.get("/obligations/").context["page"]
    Waiver.objects.create(person_id=first.person_id, requirement=first.requirement, reason="Thử", starts_on=today)
    assert list(client.get("/obligations/").context["page"])[: len(others)] == others


def test_doctor_finds_a_list_that_is_not_in_order(ward: Unit) -> None:
    due_writing.refresh([ward], today=clock.today(), now=clock.now())
    assert not list(due_tally.differences())
    DueRow.objects.filter(position=1).update(state="unknown")
    assert list(due_tally.differences()) == [ward]


def test_the_queries_are_as_many_for_a_list_as_for_the_units_below(ward: Unit) -> None:
    """Of a unit counted ahead, whether its list is too long or not."""
    client = officer(ward)
    child = Unit.objects.filter(parent=ward, kind="base_committee")[0]
    due_writing.refresh([ward, child], today=clock.today(), now=clock.now())
    numbers = []
    for more in (0, due_tally.LISTED):
        figures = [[row[0], row[1], row[2] + more, *row[3:]] for row in DueTally.objects.get(unit_path=ward.path).figures]
        DueTally.objects.filter(unit_path=ward.path).update(figures=figures)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/obligations/").context["too_long"] == bool(more)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 13


def test_a_stranger_sees_no_tally(ward: Unit) -> None:
    """What was counted ahead for a unit is read only in reach."""
    due_writing.refresh([ward], today=clock.today(), now=clock.now())
    beside = organizations.unit("BESIDE", kind="ward")
    actor = organizations.actor_with(Role.OFFICER, beside)
    assert due_tally.counted(actor, ward, clock.today()).at is None
    assert due_tally.people(actor, clock.today()) == ({}, None)


@pytest.mark.parametrize("tree", list(Tree))
@pytest.mark.parametrize("span", [Span(2019, 2019), Span(2026, 2026), Span(2019, 2024)])
def test_a_report_counted_ahead_is_the_one_counted_now(ward: Unit, span: Span, tree: Tree) -> None:
    """All figures, one by one too."""
    scope = Scope(ward, span, tree)
    report_writing.refresh([scope], now=THEN)
    report, at = report_tally.report_of(scope)
    assert at == THEN
    assert report == annual_report(scope)
    for figure in FIGURES.values():
        if not figure.lookups:
            assert report_tally.value_of(figure, scope, ())[0] == figure.value(scope), figure.name


def test_reports_counted_lately_are_not_counted_again(ward: Unit) -> None:
    """This year's after some hours, all else once a day; a job that was broken off goes on."""
    this_year, *others = asked = report_tally.to_count([ward], 2026, THEN)
    assert {(one.span.last, one.tree) for one in asked} == set(product((2026, 2025, 2024), Tree))
    report_writing.refresh(asked[:3], now=THEN)
    assert report_tally.to_count([ward], 2026, THEN + timedelta(minutes=1)) == asked[3:]
    report_writing.refresh(asked[3:], now=THEN)
    assert report_tally.to_count([ward], 2026, THEN + timedelta(hours=6)) == [this_year]
    assert this_year == Scope(ward, Span(2026, 2026))
    assert report_tally.to_count([ward], 2026, THEN + timedelta(days=1)) == [this_year, *others]


def test_doctor_finds_figures_that_rows_do_not_give(ward: Unit) -> None:
    """Where nothing was recorded since; what was recorded since makes it old, not wrong."""
    today = clock.today()
    due_writing.refresh([ward], today=today, now=clock.now())
    report_writing.refresh([Scope(ward, Span(today.year, today.year))], now=clock.now())
    assert not list(examination.figures())
    Membership.objects.filter(ends_on=None).order_by("pk").first().delete()  # type: ignore[union-attr]  # there are 600
    assert len(list(examination.figures())) == 2
    organizations.unit("LATER", parent=ward)
    record(console(), [change("organizations.add_unit", ward, unit_path=ward.path)])
    assert not list(examination.figures())


def test_pages_say_when_figures_were_counted(ward: Unit) -> None:
    """The desk, the list and the report of a unit that was counted ahead; those of others do not."""
    client, today = officer(ward), clock.today()
    pages = ("/", "/obligations/", "/reports/", f"/reports/rows/?figure=theory_level.TC&from={today.year}")
    words = "tính lúc"
    assert not any(words in client.get(page).content.decode() for page in pages)
    due_writing.refresh([ward], today=today, now=THEN)
    report_writing.refresh([Scope(ward, Span(today.year, today.year))], now=THEN)
    for page in pages:
        assert words in client.get(page).content.decode(), page


def test_a_list_that_is_too_long_shows_the_units_below(ward: Unit) -> None:
    """With their own sums, each a step nearer to the people."""
    today = clock.today()
    child = Unit.objects.filter(parent=ward, kind="base_committee")[0]
    due_writing.refresh([ward, child], today=today, now=THEN)
    figures = [[row[0], row[1], row[2] + due_tally.LISTED, *row[3:]] for row in DueTally.objects.get(unit_path=ward.path).figures]
    DueTally.objects.filter(unit_path=ward.path).update(figures=figures)
    answer = officer(ward).get("/obligations/")
    assert answer.context["too_long"]
    assert [unit for unit, _ in answer.context["below"]] == [child]
    assert f"?unit={child.pk}" in answer.content.decode()


def test_what_is_large_no_more_is_forgotten(ward: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job leaves only what it counted."""
    due_writing.refresh([ward], today=date(2026, 1, 1), now=THEN)
    report_writing.refresh([Scope(ward, Span(2020, 2020))], now=THEN)
    class_writing.refresh(ward, today=date(2026, 1, 1), now=THEN)
    monkeypatch.setattr(clock, "now", lambda: THEN + report_tally.KEPT)
    for kind in ("obligations.tally", "classes.tally", "reports.tally"):
        enqueue(console(), kind, {})
    assert work_off_all() == 3
    assert not DueTally.objects.exists()
    assert not ClassTally.objects.exists()
    assert not ReportTally.objects.exists()


def test_a_report_too_large_for_a_page_is_counted_when_somebody_asks(ward: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page, the rows and the paper say so until then; a count by a colleague in the meantime is not made twice."""
    monkeypatch.setattr(report_tally, "WAITS", 2)
    client, years = officer(ward), "from=2018&to=2019&tree=then"
    page = f"/reports/?unit={ward.pk}&{years}"
    assert "Chưa tính số liệu" in client.get(page).content.decode()
    for other in (
        f"/reports/rows/?figure=classes.opened&{years}",
        f"/reports/annual.xlsx?{years}",
        f"/reports/rows.csv?figure=classes.opened&{years}",
    ):
        assert client.get(other)["Location"] == f"/reports/?unit={ward.pk}&{years}"
    for _ in range(2):
        client.post(f"/reports/count/?{years}")
    assert work_off_all() == 2
    assert set(ReportTally.objects.values_list("first", "last", "tree")) == {(2018, 2019, "then"), (2016, 2017, "then")}
    second = Job.objects.latest("pk")
    assert second.result["url"] == page
    assert not ReportTally.objects.filter(computed_at__gte=second.started_at).exists()
    assert client.get(page).context["board"].before is not None


def test_a_unit_that_ended_waits_by_what_stood_below_it(ward: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the tree of its time; today nothing is below it."""
    Unit.objects.update(dissolved_on=date(2025, 6, 30))
    ward.refresh_from_db()
    monkeypatch.setattr(report_tally, "WAITS", 2)
    assert report_tally.waits(Scope(ward, Span(2024, 2024), Tree.THEN))
    assert not report_tally.waits(Scope(ward, Span(2024, 2024)))


def test_a_report_of_years_of_which_there_are_no_earlier_ones(ward: Unit) -> None:
    """Stands alone."""
    assert officer(ward).get("/reports/?from=1930&to=1931").context["board"].before is None
