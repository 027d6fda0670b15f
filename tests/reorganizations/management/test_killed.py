"""A plan whose process is killed while it is carried out leaves all or nothing, and is taken up again."""

import signal
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from nennep.core import clock
from nennep.core.actors import console
from nennep.people.models import Membership, Person, Standing
from nennep.reorganizations.actions.plan import Told, carry_out, draft_plan
from nennep.reorganizations.models import State
from nennep.reorganizations.rules.deed import Deed, Line
from tests.database_copy import DatabaseCopy
from tests.factories import organizations as org

PEOPLE = 2_000  # in each of the two cells that merge
TABLES = (
    "organizations_unit",
    "organizations_placement",
    "organizations_successorlink",
    "people_membership",
    "reorganizations_trace",
    "reorganizations_openpoint",
)
LINES = (Line(2, Deed.MERGE, "CA", "CC", "Chi bộ C"), Line(3, Deed.MERGE, "CB", "CC"))
HERE = "SELECT count(*) FROM people_membership m JOIN organizations_unit u ON u.id = m.unit_id WHERE m.ends_on IS NULL AND u.code = '{}'"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def crowded() -> None:
    ward = org.unit("PX", kind="ward")
    for code in ("CA", "CB"):
        cell = org.unit(code, parent=ward)
        people = [Person(code=f"{code}{at}", full_name="Lê An", sort_key="an", search_key="le an") for at in range(PEOPLE)]
        there = [Membership(person=one, unit=cell, standing=Standing.OFFICIAL) for one in Person.objects.bulk_create(people)]
        Membership.objects.bulk_create(there)


@pytest.fixture
def copies(tmp_path: Path, crowded: None) -> Iterator[list[DatabaseCopy]]:
    made: list[DatabaseCopy] = []
    yield made
    for one in made:
        one.drop()


def copied(copies: list[DatabaseCopy], folder: Path) -> DatabaseCopy:
    copies.append(DatabaseCopy(folder, watched="people_membership"))
    return copies[-1]


def state(copy: DatabaseCopy) -> str:
    return str(copy.scalar("SELECT state FROM reorganizations_reorganization"))


def test_the_command_is_killed(copies: list[DatabaseCopy], tmp_path: Path) -> None:
    copy = copied(copies, tmp_path)
    plan = tmp_path / "plan.csv"
    plan.write_text("Việc;Mã cũ;Mã mới;Tên mới\nSáp nhập;CA;CC;Chi bộ C\nSáp nhập;CB;CC;\n", encoding="utf-8")
    command = ["reorganize", str(plan), "--on", "2026-03-01"]
    before = copy.counts(TABLES)
    known = copy.scalar("SELECT count(*) FROM audit_entry")
    child = copy.start(*command)
    copy.wait_until(lambda: copy.scalar("SELECT count(*) FROM audit_entry") > known)  # the plan is put down
    copy.wait_until_writing(copy.mark())
    child.kill()
    assert child.wait() == -signal.SIGKILL
    assert copy.counts(TABLES) == before
    assert (state(copy), copy.scalar("SELECT count(*) FROM reorganizations_reorganization")) == (State.DRAFT, 1)
    assert copy.run(*command) == (0, "")
    assert (state(copy), copy.scalar("SELECT count(*) FROM reorganizations_reorganization")) == (State.APPLIED, 1)
    assert copy.scalar(HERE.format("CC")) == 2 * PEOPLE
    after = copy.counts(TABLES)
    assert copy.run(*command) == (0, "")
    assert copy.counts(TABLES) == after


def test_the_worker_is_killed_on_the_day(copies: list[DatabaseCopy], tmp_path: Path) -> None:
    today = clock.today()
    told = Told(LINES, today, "12-QĐ/TU")
    plan = draft_plan(actor=console(), told=told, now=clock.now())
    eve = today - timedelta(days=1)
    waiting = carry_out(actor=console(), reorganization=plan, today=eve, now=clock.now())
    assert waiting.state == State.SCHEDULED
    copy = copied(copies, tmp_path)
    before = copy.counts(TABLES)
    since = copy.mark()
    worker = copy.start("worker")
    copy.wait_until_writing(since)
    worker.kill()
    assert worker.wait() == -signal.SIGKILL
    assert (copy.counts(TABLES), state(copy)) == (before, State.SCHEDULED)
    worker = copy.start("worker")
    copy.wait_until(lambda: state(copy) == State.APPLIED)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait() == 0
    assert copy.scalar(HERE.format("CC")) == 2 * PEOPLE
    ended = copy.scalar("SELECT ends_on FROM people_membership WHERE ends_on IS NOT NULL LIMIT 1")
    assert date.fromisoformat(str(ended)) == eve
