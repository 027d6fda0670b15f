"""A ward is divided in the browser: from its page to the preview, carried out, and the worklist settled."""

from playwright.sync_api import Page, expect

from nennep.core.actors import Role
from nennep.organizations.models import Unit
from tests.e2e.conftest import OpenPage, looks_right
from tests.factories import organizations
from tests.factories.reorganizations import wards


def test_a_ward_is_divided_and_the_rest_settled(open_page: OpenPage) -> None:
    made = wards()
    page = open_page(organizations.user_with(Role.ADMINISTRATOR, made.province))
    page.goto(f"/organizations/{made.a.pk}/")
    page.get_by_text("Việc khác").click()
    page.get_by_role("link", name="Chia tách").click()
    looks_right(page)
    for number, side in ((1, "Đông"), (2, "Tây")):
        page.get_by_label(f"Mã của phần {number}").fill(f"P{side}")
        page.get_by_label(f"Tên của phần {number}").fill(f"Đảng ủy phường {side}")
    page.get_by_label("Quyết định").fill("45-QĐ/TU")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Sẽ làm")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Thực hiện").click()
    page.locator("dialog[open]").get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_role("heading", name="Đã làm")).to_be_visible()
    looks_right(page)
    page.get_by_role("checkbox", name=made.a1.name).check()
    page.get_by_label("Thuộc về").select_option(label="Đảng ủy phường Tây")
    page.get_by_role("button", name="Quyết định").click()
    expect(page.get_by_text("Đã giải quyết 1 việc.")).to_be_visible()
    assert Unit.objects.get(pk=made.a1.pk).parent == Unit.objects.get(code="PTây")
    phone = open_page(organizations.user_with(Role.ADMINISTRATOR, made.province), size="phone")
    for path in (page.url, f"/organizations/{made.a.pk}/", "/reorganizations/", "/reorganizations/new/"):
        phone.goto(path)
        looks_right(phone)
    settle_on_a_phone(phone, page.url)


def settle_on_a_phone(phone: Page, address: str) -> None:
    """Pick a card, say where it belongs."""
    phone.goto(address)
    left = phone.locator("[data-pick]").count()
    phone.locator("tbody tr").first.locator(".pick label").tap()
    expect(phone.locator(".batch")).to_be_in_viewport(ratio=1)
    phone.get_by_label("Thuộc về").select_option(label="Đảng ủy phường Đông")
    phone.get_by_role("button", name="Quyết định").tap()
    expect(phone.get_by_text("Đã giải quyết 1 việc.")).to_be_visible()
    expect(phone.locator("[data-pick]")).to_have_count(left - 1)
