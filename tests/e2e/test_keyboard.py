"""The keyboard alone is enough: a cell proposes, the committee selects; nobody touches a mouse."""

from datetime import timedelta
from decimal import Decimal

from playwright.sync_api import Page, expect

from nennep.attendance.rules.mark import MarkInput
from nennep.classes.actions.result import MarkEntry, enter_marks
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.actions.training_class import begin_class
from nennep.classes.models import ClassState
from nennep.core import clock
from nennep.core.actors import console
from nennep.nominations.actions.proposal import Proposal, propose_people
from nennep.nominations.actions.round import RoundPlan, open_round, start_review
from nennep.nominations.actions.selection import decide_people
from nennep.nominations.models import NominationRound, NominationState
from nennep.programs.models import Program
from tests.e2e import town as towns
from tests.e2e.conftest import OpenPage
from tests.e2e.town import AN, BINH, Town
from tests.factories import classes

TOO_MANY = 80  # steps with the tab key: what is not reached by then is not reached


def a_round(town: Town) -> NominationRound:
    """Ask the cells to propose."""
    today = clock.today()
    plan = RoundPlan(
        program=Program.objects.get(code="DVM"),
        year=today.year,
        title="Cử đảng viên mới đi học",
        opens_on=today,
        closes_on=today + timedelta(days=7),
        provider=town.center,
    )
    return open_round(actor=console(), unit=town.ward, plan=plan)


def reach(page: Page, name: str) -> None:
    """Go on with the tab key until the thing of that name has the focus, and its focus is seen."""
    for _ in range(TOO_MANY):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in named(page):
            assert focused.evaluate(
                "e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            return
    raise AssertionError(f"not reached by keyboard: {name}")


def named(page: Page) -> str:
    """Return what the thing in focus is called."""
    return str(
        page.locator(":focus").evaluate(
            "e => [e.innerText, e.ariaLabel, e.placeholder, ...[...(e.labels ?? [])].map(one => one.innerText || one.textContent)].join(' ')"
        )
    )


def test_proposing_and_selecting_without_a_mouse(open_page: OpenPage) -> None:
    town = towns.town()
    asked = a_round(town)
    page = open_page(town.secretary)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến nội dung chính")
    page.goto(f"/nominations/rounds/{asked.pk}/")
    reach(page, "Giới thiệu người")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/")
    for name in (AN, BINH):
        reach(page, f"Chọn {name}")
        page.keyboard.press("Space")
    reach(page, "Lý do giới thiệu")
    page.keyboard.type("Cần học trước khi hết thời gian dự bị")
    page.keyboard.press("Enter")
    expect(page.locator("#proposed tbody tr")).to_have_count(2)
    start_review(actor=console(), round=asked)
    select(open_page(town.approver), asked)


def select(page: Page, asked: NominationRound) -> None:
    """Put one first, choose both, say yes."""
    page.goto(f"/nominations/rounds/{asked.pk}/")
    reach(page, f"Đưa {BINH} lên")
    page.keyboard.press("Enter")
    expect(page.locator("#dossiers tbody tr").first).to_contain_text(BINH)
    page.keyboard.press("j")
    expect(page.locator("#dossiers tbody tr").first.locator(":focus")).to_have_count(1)
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-picked-count]")).to_have_text("2")
    reach(page, "Chọn cử")
    page.keyboard.press("Enter")
    expect(page.locator("#dossiers").get_by_text("Được chọn", exact=True)).to_have_count(2)


def test_the_palette_goes_anywhere(open_page: OpenPage) -> None:
    town = towns.town()
    page = open_page(town.officer)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("Bình")
    expect(page.get_by_role("option").filter(has_text=BINH)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(BINH)


def say_yes(page: Page, name: str) -> None:
    """Answer the dialog that names what happens."""
    expect(page.locator("#confirm")).to_be_visible()
    expect(page.locator("#confirm :focus"), "the focus is in the dialog").to_have_count(1)
    reach(page, name)
    page.keyboard.press("Enter")


def test_sending_the_list_without_a_mouse(open_page: OpenPage) -> None:
    town = towns.town()
    asked, today, now = a_round(town), clock.today(), clock.now()
    proposals = [Proposal(one, "Cần học trước khi hết dự bị") for one in town.people[:2]]
    propose_people(actor=console(), round=asked, unit=town.cell, proposals=proposals, today=today, now=now)
    start_review(actor=console(), round=asked)
    ids = list(asked.nominations.values_list("pk", flat=True))
    decide_people(actor=console(), round=asked, ids=ids, outcome=NominationState.SELECTED, today=today, now=now)
    page = open_page(town.officer)
    page.goto(f"/nominations/rounds/{asked.pk}/")
    reach(page, "Gửi danh sách")
    page.keyboard.press("Enter")
    say_yes(page, "Gửi danh sách")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã gửi danh sách")
    reach(page, ".docx")


def test_closing_a_class_without_a_mouse(open_page: OpenPage) -> None:
    town = towns.town()
    taught = classes.training_class(town.center, 2, opens_on=clock.today() - timedelta(days=1))
    begin_class(actor=console(), training_class=taught, today=clock.today())
    trainees = classes.enroll(taught, *town.people, sender=town.ward)
    for session in taught.sessions.select_related("training_class__provider", "gathering"):
        marks = [
            MarkInput(pk, "present", f"{session.pk}-{pk}", clock.now())
            for pk in session.gathering.attendees.values_list("pk", flat=True)
        ]
        mark_attendance(actor=console(), session_id=session.pk, marks=marks, now=clock.now())
    entries = [MarkEntry(one.pk, "Bài thu hoạch", Decimal(8)) for one in trainees]
    enter_marks(actor=console(), training_class=taught, entries=entries, today=clock.today())
    page = open_page(town.registrar)
    page.goto(f"/classes/{taught.pk}/results/")
    reach(page, "Chốt lớp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/close/")
    reach(page, "Kết quả đã đúng")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Chốt lớp", exact=True)).to_be_visible()
    reach(page, "Chốt lớp")
    page.keyboard.press("Enter")
    say_yes(page, "Chốt lớp")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã chốt")
    taught.refresh_from_db()
    assert taught.state == ClassState.CLOSED
