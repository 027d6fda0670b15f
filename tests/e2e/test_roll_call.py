"""Calling the roll where there is no network: nothing is lost, nothing is counted twice."""

import pytest
from playwright.sync_api import Page, expect

from nennep.accounts.models import User
from nennep.attendance.models import AttendanceMark, Attendee, State
from nennep.classes.models import ClassSession
from nennep.core import clock
from nennep.core.actors import Role
from tests.e2e.conftest import OpenPage, accessibility_faults
from tests.factories import classes, people
from tests.factories import organizations as make

NAMES = ["Trần Thị An", "Lê Văn Bình", "Phạm Thị Cúc"]


@pytest.fixture
def session(db: None) -> ClassSession:
    """Make today's session of a class of three."""
    ward = make.unit("W", kind="ward")
    school = make.unit("S", kind="political_center")
    taught = classes.training_class(school, opens_on=clock.today())
    classes.enroll(taught, *[people.person(ward, full_name=name) for name in NAMES], sender=ward)
    taught.state = "open"
    taught.save(update_fields=["state"])
    first = taught.sessions.select_related("gathering").first()
    assert first
    return first


@pytest.fixture
def registrar(session: ClassSession) -> User:
    """Make the registrar of its school."""
    assert session.training_class.provider
    return make.user_with(Role.REGISTRAR, session.training_class.provider)


def states(session: ClassSession) -> dict[str, str]:
    """Return what the server knows."""
    return dict(Attendee.objects.filter(gathering=session.gathering_id).values_list("person__full_name", "state"))


def mark(page: Page, name: str, value: str) -> None:
    """Mark somebody with the thumb."""
    page.get_by_role("group", name=name).locator(f"label:has(input[value={value}])").tap()


def is_saved(page: Page) -> None:
    """Wait until nothing waits any more."""
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved", timeout=15_000)
    expect(page.locator(".unsaved")).to_have_count(0)


def test_marks_made_without_a_network_arrive_once(open_page: OpenPage, session: ClassSession, registrar: User) -> None:
    page = open_page(registrar, "phone")
    page.goto(f"/classes/sessions/{session.pk}/roll-call/", wait_until="networkidle")
    mark(page, NAMES[0], State.PRESENT)
    is_saved(page)
    page.context.set_offline(True)
    mark(page, NAMES[1], State.EXCUSED)
    mark(page, NAMES[2], State.PRESENT)
    mark(page, NAMES[2], State.UNEXCUSED)
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "waiting")
    expect(page.locator(".unsaved")).to_have_count(2)
    expect(page.locator("[data-marked]")).to_have_text("3")
    assert accessibility_faults(page) == []
    assert states(session)[NAMES[1]] == State.EXPECTED
    page.context.set_offline(False)
    is_saved(page)
    assert states(session) == dict(zip(NAMES, [State.PRESENT, State.EXCUSED, State.UNEXCUSED], strict=True))
    assert AttendanceMark.objects.filter(attendee__gathering=session.gathering_id).count() == 4
    page.reload()
    is_saved(page)
    assert AttendanceMark.objects.filter(attendee__gathering=session.gathering_id).count() == 4


def test_marks_wait_on_the_phone_while_the_page_is_closed(open_page: OpenPage, session: ClassSession, registrar: User) -> None:
    page = open_page(registrar, "phone")
    page.goto(f"/classes/sessions/{session.pk}/roll-call/", wait_until="networkidle")
    page.context.set_offline(True)
    mark(page, NAMES[0], State.PRESENT)
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "waiting")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"/classes/sessions/{session.pk}/roll-call/")
    is_saved(again)
    assert states(session)[NAMES[0]] == State.PRESENT
