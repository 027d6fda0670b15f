"""The roll call on a phone when the network comes and goes: nothing is lost, nothing counted twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from nennep.attendance.models import AttendanceMark, Attendee
from nennep.classes.models import ClassSession
from nennep.classes.queries.roll_call import code
from nennep.core import clock
from nennep.core.actors import Role
from tests.e2e.cable import Cable
from tests.e2e.conftest import OpenPage, looks_right
from tests.factories import classes, organizations, people

NAMES = ("Trần Thị An", "Lê Văn Bình", "Phạm Thị Cúc")


@pytest.fixture
def session() -> ClassSession:
    """Open a class of three, with a session today."""
    town = organizations.unit(kind="town")
    ward = organizations.unit(parent=town, kind="ward")
    center = organizations.unit(parent=town, kind="political_center")
    made = classes.training_class(center, 2, opens_on=clock.today() - timedelta(days=1))
    made.state = "open"
    made.save()
    classes.enroll(made, *[people.person(ward, full_name=name) for name in NAMES], sender=ward)
    return made.sessions.get(ordinal=1)


@pytest.fixture
def cable(live_server) -> Iterator[Cable]:
    """The cable between phone and server."""
    with Cable(live_server.url) as between:
        yield between


@pytest.fixture
def phone(session: ClassSession, open_page: OpenPage, cable: Cable) -> Page:
    """Open the roll call on the registrar's phone, and wait until its worker keeps it."""
    center = session.training_class.provider
    assert center is not None
    page = open_page(organizations.user_with(Role.REGISTRAR, center), "phone")
    page.goto(f"{cable.url}/classes/sessions/{session.pk}/roll-call/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_load_state("networkidle")
    return page


def touch(page: Page, name: str, value: str) -> None:
    """Touch one of the states of somebody."""
    page.locator(f'[data-name="{name}"] label:has(input[value="{value}"])').click()


def states(session: ClassSession) -> dict[str, str]:
    """Return the states by name."""
    rows = Attendee.objects.filter(gathering=session.gathering_id).select_related("person")
    return {str(one.person): one.state for one in rows}


def test_one_by_one_and_the_rest_at_once(session: ClassSession, phone: Page) -> None:
    looks_right(phone)
    expect(phone.locator("[data-marked]")).to_have_text("0")
    touch(phone, NAMES[1], "unexcused")
    phone.locator("[data-roll-rest]").click()
    expect(phone.locator("[data-marked]")).to_have_text("3")
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert states(session) == {NAMES[0]: "present", NAMES[1]: "unexcused", NAMES[2]: "present"}
    phone.reload()
    expect(phone.locator("[data-marked]")).to_have_text("3")


def test_a_touch_before_the_script_is_there_is_a_mark(session: ClassSession, open_page: OpenPage, live_server) -> None:
    center = session.training_class.provider
    assert center is not None
    page = open_page(organizations.user_with(Role.REGISTRAR, center), "phone")
    held: list[Route] = []
    page.route("**/rollcall-*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    with page.expect_request("**/rollcall-*.js"):
        page.goto(f"{live_server.url}/classes/sessions/{session.pk}/roll-call/", wait_until="commit")
    touch(page, NAMES[0], "present")
    expect(page.locator("[data-marked]")).to_have_text("0")
    expect(page.locator("[data-roll-rest]")).to_be_disabled()
    assert held != []
    for route in held:
        route.continue_()
    expect(page.locator("[data-roll-rest]")).to_be_enabled()
    expect(page.locator("[data-marked]")).to_have_text("1")
    expect(page.locator(".unsaved")).to_have_count(0)
    assert states(session)[NAMES[0]] == "present"


def test_an_absence_made_up_is_settled_and_says_so(session: ClassSession, phone: Page) -> None:
    Attendee.objects.filter(gathering=session.gathering_id, person__full_name=NAMES[0]).update(state="made_up")
    phone.reload()
    row = phone.locator(f'[data-name="{NAMES[0]}"]')
    expect(row.locator(".roll-settled")).to_be_visible()
    expect(phone.locator("[data-marked]")).to_have_text("1")
    phone.locator("[data-roll-rest]").click()
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert states(session) == {NAMES[0]: "made_up", NAMES[1]: "present", NAMES[2]: "present"}
    touch(phone, NAMES[0], "present")
    expect(row.locator(".roll-settled")).to_be_hidden()
    expect(phone.locator(".unsaved")).to_have_count(0)
    assert states(session)[NAMES[0]] == "present"


def test_marks_made_without_a_network_wait_survive_a_reload_and_arrive_once(
    session: ClassSession, phone: Page, cable: Cable
) -> None:
    cable.pull()
    phone.context.set_offline(True)
    touch(phone, NAMES[0], "present")
    touch(phone, NAMES[1], "excused")
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "waiting")
    phone.reload()  # from the worker's store
    expect(phone.locator("[data-marked]")).to_have_text("2")
    touch(phone, NAMES[1], "unexcused")
    assert not AttendanceMark.objects.exists()

    cable.plug()
    phone.context.set_offline(False)
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert states(session) == {NAMES[0]: "present", NAMES[1]: "unexcused", NAMES[2]: "expected"}
    assert AttendanceMark.objects.count() == 3
    phone.reload()
    phone.wait_for_load_state("networkidle")
    assert AttendanceMark.objects.count() == 3


def test_an_answer_lost_on_the_way_marks_nobody_twice(session: ClassSession, phone: Page) -> None:
    lost: list[str] = []

    def lose(route: object) -> None:
        if lost:
            route.continue_()  # type: ignore[attr-defined]  # a route
            return
        lost.append("the answer")
        route.fetch()  # type: ignore[attr-defined]  # the server has it, the phone does not know
        route.abort("internetdisconnected")  # type: ignore[attr-defined]

    phone.context.route("**/marks/", lose)
    touch(phone, NAMES[0], "unexcused")
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "waiting")
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert AttendanceMark.objects.count() == 1
    assert states(session)[NAMES[0]] == "unexcused"


def test_a_typed_code_marks_its_owner(session: ClassSession, phone: Page) -> None:
    person = Attendee.objects.get(gathering=session.gathering_id, person__full_name=NAMES[2]).person_id
    typed = code(session.gathering_id, person)
    phone.locator('[data-opens="scan"]').click()
    phone.fill("[data-scan-code]", "00000000")
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-scan-said]")).to_contain_text(phone.locator("[data-scan-said]").get_attribute("data-unknown") or "")
    phone.fill("[data-scan-code]", f"{typed[:4]} {typed[4:]}".lower())
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-scan-said]")).to_contain_text(NAMES[2])
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert AttendanceMark.objects.get().source == "qr"


def test_a_name_is_found_without_marks_and_by_keyboard(phone: Page) -> None:
    phone.fill("[data-roll-search]", "pham")
    expect(phone.locator("[data-attendee]:visible")).to_have_count(1)
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    expect(phone.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert Attendee.objects.get(gathering__class_session__ordinal=1, person__full_name=NAMES[2]).state == "present"
