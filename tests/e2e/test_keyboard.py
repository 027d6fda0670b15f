"""The keyboard alone is enough: a cell proposes, the committee selects; nobody touches a mouse."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from nennep.core import clock
from nennep.core.actors import console
from nennep.nominations.actions.round import RoundPlan, open_round, start_review
from nennep.nominations.models import NominationRound
from nennep.programs.models import Program
from tests.e2e import town as towns
from tests.e2e.conftest import OpenPage
from tests.e2e.town import AN, BINH, Town

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
