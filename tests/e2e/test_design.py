"""The components in a real browser, under the real content security policy."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from nennep.core.actors import Role
from tests.factories import organizations

AXE = (Path(settings.PACKAGE).parents[1] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.e2e.design_urls")]


@pytest.fixture
def context(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, transactional_db: None
) -> Iterator[BrowserContext]:
    size, scheme = getattr(request, "param", ("desk", "light"))
    colors: Literal["dark", "light"] = "dark" if scheme == "dark" else "light"
    width, height = SIZES[size]
    user = organizations.user_with(
        Role.OFFICER, organizations.unit("QX", kind="commune", name="Đảng bộ xã Quỳnh Xuân"), full_name="Hồ Thị Hòa"
    )
    session = SessionStore()
    session.update(
        {
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[1],
            "_auth_user_hash": user.get_session_auth_hash(),
        }
    )
    session.create()
    opened = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        color_scheme=colors,
        locale="vi",
        has_touch=size == "phone",
    )
    opened.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": live_server.url}])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield opened
    assert faults == []


@pytest.mark.parametrize("context", [(size, scheme) for size in SIZES for scheme in ("light", "dark")], indirect=True)
@pytest.mark.parametrize("path", ["/kieu-mau/?cell=1&cell=2&toast=1", "/kieu-mau/?phone=1", "/no-such-page/"])
def test_nothing_to_mend(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then((all) => all.violations.map((one) => [one.id, one.impact, one.nodes[0].html]))")
    assert found == []


def test_chart_is_drawn_and_links_stay_in_the_table(page: Page) -> None:
    page.goto("/kieu-mau/")
    expect(page.locator("[data-chart] svg")).to_be_visible()
    expect(page.locator(".chart-beside td a").first).to_have_text("38")


def test_a_chart_is_drawn_again_in_an_exchanged_page(page: Page) -> None:
    page.goto("/kieu-mau/")
    page.locator(".paging a", has_text="2").first.click()
    page.wait_for_url("**/kieu-mau/?page=2")
    expect(page.locator("[data-chart] svg")).to_be_visible()


def test_search_opens_by_key_and_leads_to_an_area(page: Page) -> None:
    page.goto("/kieu-mau/")
    page.keyboard.press("/")
    expect(page.locator("#palette-q")).to_be_focused()
    page.locator("#palette-q").fill("tổ chức")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/")


def test_escape_closes_a_menu_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/kieu-mau/")
    summary = page.locator("summary.me")
    summary.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("details:has(> summary.me)")).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_picking_rows_brings_the_batch_bar_and_shift_a_range(page: Page) -> None:
    page.goto("/kieu-mau/")
    boxes = page.locator("[data-pick]")
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(page.locator(".batch")).to_contain_text("4 người được chọn")
    page.locator("[data-pick-all]").click()
    expect(page.locator("[data-picked-count]")).to_have_text("14")
    page.locator("[data-pick-none]").click()
    expect(page.locator(".batch")).to_be_hidden()


def test_confirm_names_what_happens_and_cancel_sends_nothing(page: Page) -> None:
    page.goto("/kieu-mau/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("[data-pick]").first.click()
    page.get_by_role("button", name="Miễn học").click()
    expect(page.locator("#confirm")).to_contain_text("Ghi miễn học cho những người được chọn.")
    page.locator("[data-confirm-no]").click()
    expect(page.locator("#confirm")).to_be_hidden()
    assert "POST" not in sent


def test_filters_keep_only_what_is_chosen_in_the_address(page: Page) -> None:
    page.goto("/kieu-mau/?sort=-due&page=3")
    page.locator("[name=q]").first.fill("An")
    page.wait_for_url("**/kieu-mau/?sort=-due&q=An")
    page.locator(".chip summary", has_text="Diện").click()
    page.get_by_label("Dự bị").check()
    page.wait_for_url("**/kieu-mau/?sort=-due&q=An&standing=probationary")
    page.get_by_role("link", name="Bỏ lọc: Diện").click()
    page.wait_for_url("**/kieu-mau/?sort=-due&q=An")


def test_slashes_come_by_themselves_in_a_date(page: Page) -> None:
    page.goto("/kieu-mau/")
    box = page.locator("#id_admitted_on").first
    box.press_sequentially("19052024")
    expect(box).to_have_value("19/05/2024")


def test_a_refusal_stands_above_the_page_whatever_the_target(page: Page) -> None:
    page.goto("/kieu-mau/")
    page.locator(".masked button").click()
    expect(page.locator("#refusals [role=alert]")).to_contain_text("Chưa thực hiện")
    expect(page.locator(".masked button")).to_be_visible()
    page.locator(".paging a", has_text="2").first.click()
    page.wait_for_url("**/kieu-mau/?page=2")
    expect(page.locator("#refusals [role=alert]")).to_have_count(0)


def test_marks_wait_for_the_network_and_are_sent_once(page: Page) -> None:
    posted: list[dict[str, object]] = []
    network = {"up": False}

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif network["up"]:
            posted.extend(json.loads(route.request.post_data or "")["marks"])
            route.fulfill(status=200, body="{}")
        else:
            route.abort()

    page.route("**/kieu-mau/**", answer)
    page.goto("/kieu-mau/?phone=1")
    page.wait_for_load_state("networkidle")  # the script of the roll call comes after the page
    page.locator("[data-attendee='1'] input[value=present]").check(force=True)
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "waiting")
    page.reload()
    expect(page.locator("[data-attendee='1']")).to_have_class("unsaved")
    expect(page.locator("[data-marked]")).to_have_text("10")
    network["up"] = True
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert [(mark["attendee"], mark["state"]) for mark in posted] == [(1, "present")]
