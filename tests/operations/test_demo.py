"""The demonstration: everything in it, on whatever day it is loaded, and once."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from nennep.accounts.models import User
from nennep.attendance.models import LeaveRequest, LeaveState, State
from nennep.classes.models import ClassSession, ClassState, ContactNote, Result, TrainingClass
from nennep.core.actors import console
from nennep.core.errors import Refused
from nennep.exchange.models import ImportRow
from nennep.nominations.models import NominationRound, RoundState
from nennep.obligations.queries.due import lines
from nennep.operations import setting_up
from nennep.operations.demo.accounts import ACCOUNTS
from nennep.operations.demo.book import sheets
from nennep.operations.demo.load import load
from nennep.operations.demo.population import NON_MEMBER, PROBATIONARY, Population
from nennep.operations.demo.tree import WARD
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person
from nennep.records.models import Certificate
from nennep.reorganizations.models import Reorganization
from nennep.reorganizations.models import State as Reorganized
from tests.factories import organizations

TODAY = date(2026, 11, 22)


@pytest.fixture
def empty(db: None, tmp_path: Path, settings: LazySettings) -> None:
    """A database as `nennep setup` leaves it, and a data folder of its own."""
    settings.DATA = tmp_path
    setting_up.load_catalogs()


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2028, 2, 29), date(2026, 7, 15), date(2026, 12, 31)])
def test_the_invented_people_are_possible_on_any_day(today: date) -> None:
    population = Population(today)
    assert len(population.of(WARD)) == 335
    assert (len(population.of(WARD, PROBATIONARY)), len(population.of(WARD, NON_MEMBER))) == (9, 25)
    assert len(population.secretaries(WARD)) == 18
    for one in population.people:
        dates = [one.born, *([one.admitted] if one.admitted else []), *([one.official] if one.official else []), today]
        assert dates == sorted(dates)
        assert not one.admitted or (one.admitted - one.born).days > 18 * 366
        assert all(one.admitted and one.admitted < since <= today for _, since in one.posts)
    assert len({(one.full_name, one.born, one.unit) for one in population.people}) == len(population.people)


def test_the_same_day_gives_the_same_book() -> None:
    assert sheets(Population(TODAY)) == sheets(Population(TODAY))


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29)])
def test_every_page_has_something_true_to_show(empty: None, today: date) -> None:
    load(today)
    outcomes = Counter(ImportRow.objects.values_list("batch__kind", "outcome"))
    assert outcomes.keys() == {("workbook", "created"), ("roster", "updated")}
    masked = Person.objects.exclude(citizen_no_index="")
    assert masked.count() == outcomes["roster", "updated"] == len(Population(today).numbered())
    assert all(one.phone.startswith("0900000") and one.citizen_no.startswith("099") for one in masked)
    ward = Unit.objects.get(code=WARD)
    assert Unit.objects.filter(parent=ward, kind__is_cell=True).count() == 18
    assert Membership.objects.filter(unit__parent=ward, ends_on=None).count() == 335
    _rounds_are_in_every_stage()
    _classes_are_closed_running_and_planned(today)
    assert Certificate.objects.exclude(token="").count() >= 12
    due = lines(console(), ward, today)[:50]
    assert {line.overdue for line in due} == {True, False}


def _rounds_are_in_every_stage() -> None:
    states = Counter(NominationRound.objects.filter(unit__code=WARD).values_list("state", flat=True))
    assert states == dict.fromkeys(RoundState.values, 1)


def _classes_are_closed_running_and_planned(today: date) -> None:
    states = Counter(TrainingClass.objects.values_list("state", flat=True))
    assert states[ClassState.CLOSED] >= 8
    assert states[ClassState.PLANNED] == 1
    running = TrainingClass.objects.get(state=ClassState.OPEN, sessions__isnull=False, sessions__ordinal=1)
    called = Counter(
        (session.gathering.held_on < today, session.gathering.attendees.filter(state=State.EXPECTED).exists())
        for session in ClassSession.objects.filter(training_class=running)
    )
    assert called == {(True, False): 10, (False, True): 10}
    assert ClassSession.objects.filter(training_class=running, gathering__held_on=today).count() == 2
    assert running.enrollments.filter(result=Result.DROPPED).count() == 1
    assert {one.state for one in LeaveRequest.objects.all()} == {LeaveState.GRANTED, LeaveState.ASKED}
    assert ContactNote.objects.filter(training_class=running).count() == 4


def test_the_lecturer_has_lessons_behind_and_ahead_and_sits_in_none(empty: None) -> None:
    load(TODAY)
    lecturer = Person.objects.get(user__username="giang.vien")
    days = set(ClassSession.objects.filter(lecturer=lecturer).values_list("gathering__held_on", flat=True))
    assert min(days) < TODAY < max(days)
    assert not lecturer.enrollments.filter(training_class__sessions__lecturer=lecturer).exists()


def test_the_command_prints_accounts_that_sign_in_and_repeats_nothing(
    empty: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call_command("demo")
    first = capsys.readouterr().out
    password = json.loads((tmp_path / "demo.json").read_text())["password"]
    assert password in first
    for account in ACCOUNTS:
        user = authenticate(RequestFactory().get("/"), username=account.username, password=password)
        assert user is not None, account.username
        assert account.username in first
    counts = [User.objects.count(), ImportRow.objects.count(), NominationRound.objects.count()]
    call_command("demo")
    assert password in capsys.readouterr().out
    assert counts == [User.objects.count(), ImportRow.objects.count(), NominationRound.objects.count()]
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0


def test_it_does_not_come_in_among_the_accounts_of_others(empty: None) -> None:
    organizations.user("ai.do")
    with pytest.raises(Refused, match="demo_among_accounts"):
        load(TODAY)
    assert not Unit.objects.filter(code=WARD).exists()


def test_it_is_dated_back_from_the_day(empty: None) -> None:
    load(TODAY)
    newest = (
        Membership.objects.filter(unit__parent__code=WARD, standing="probationary", ends_on=None).order_by("-starts_on").first()
    )
    assert newest is not None
    assert newest.starts_on == TODAY - timedelta(days=21)


def test_a_merger_left_something_to_settle_and_a_new_name_waits(empty: None) -> None:
    load(TODAY)
    merged, waiting = Reorganization.objects.order_by("effective_on")
    assert (merged.state, waiting.state) == (Reorganized.APPLIED, Reorganized.SCHEDULED)
    assert {point.reason for point in merged.points.all()} == {"two_at_one"}
    assert not Membership.objects.filter(ends_on=None).exclude(unit__dissolved_on=None).exists()
