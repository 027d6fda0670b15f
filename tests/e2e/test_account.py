"""Keys to the door: lockout, authenticator app, passkey, sessions, activation code, password."""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.utils import reset
from django.core.cache import cache
from playwright.sync_api import Page, expect

from nennep.accounts.actions.steps import issue_codes
from nennep.accounts.models import User
from nennep.accounts.rules import show_code
from nennep.core import clock
from nennep.core.actors import Role
from tests.e2e.conftest import OpenPage, looks_right
from tests.factories import organizations as make

PASSWORD = "mot-mat-khau-dai"
WRONG = "sai-mat-khau-roi"


def officer() -> User:
    """Make somebody who signs in with a password."""
    return make.user_with(Role.OFFICER, make.unit(), username="can-bo", full_name="Trần Văn Cán", password=PASSWORD)


def enter(page: Page, password: str = PASSWORD) -> None:
    """Fill the sign-in page and send it by the keyboard."""
    page.goto("/sign-in/login/")
    page.get_by_label("Tên đăng nhập").fill("can-bo")
    page.get_by_label("Mật khẩu").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def confirm_oneself(page: Page) -> None:
    """Enter the password once more, as changes of the way in ask for."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận chính chủ")
    looks_right(page)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")


def is_at_the_desk(page: Page) -> None:
    """Wait until the desk is there."""
    expect(page.get_by_role("heading", level=1, name="Bàn làm việc")).to_be_visible()


@pytest.fixture
def lockout(settings) -> Iterator[None]:
    """Let axes watch, as it does outside the tests."""
    settings.AXES_ENABLED = True
    yield
    reset()


@pytest.mark.usefixtures("lockout")
def test_wrong_passwords_close_the_door_for_a_while(open_page: OpenPage, settings) -> None:
    officer()
    page = open_page(size="phone")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        enter(page, WRONG)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tạm khóa")
    looks_right(page)
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tạm khóa")
    reset(username="can-bo")
    enter(page)
    is_at_the_desk(page)


def test_too_many_attempts_from_one_network_are_told_to_wait(open_page: OpenPage, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    officer()
    page = open_page(size="phone")
    for _ in range(2):
        enter(page, WRONG)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thao tác quá nhanh")
    looks_right(page)


def shown_by_app(secret: str) -> str:
    """Return what an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up_the_app(page: Page) -> str:
    """Turn on the authenticator app and return its key."""
    page.goto("/sign-in/2fa/")
    looks_right(page)
    page.get_by_role("link", name="Thiết lập").click()
    confirm_oneself(page)
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    looks_right(page)
    secret = page.locator(".qr-secret code").inner_text()
    page.get_by_label("Mã của ứng dụng xác thực").fill(shown_by_app(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã bật ứng dụng xác thực.")).to_be_visible()
    return secret


def test_an_authenticator_app_is_asked_after_the_password(open_page: OpenPage) -> None:
    officer()
    page = open_page()
    enter(page)
    is_at_the_desk(page)
    secret = set_up_the_app(page)
    looks_right(page)
    cache.clear()  # a code is taken once; its half minute is not over
    other = open_page(size="phone")
    enter(other)
    expect(other.get_by_role("heading", level=1)).to_have_text("Bước hai")
    looks_right(other)
    other.get_by_label("Mã", exact=True).fill("000000")
    other.keyboard.press("Enter")
    expect(other.get_by_text("Mã không đúng.").first).to_be_visible()
    other.get_by_label("Mã", exact=True).fill(shown_by_app(secret))
    other.keyboard.press("Enter")
    is_at_the_desk(other)


def give_authenticator(page: Page) -> None:
    """Build a device with a fingerprint reader into the browser, which always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_signs_in_without_a_password(open_page: OpenPage) -> None:
    officer()
    page = open_page()
    give_authenticator(page)
    enter(page)
    is_at_the_desk(page)
    page.goto("/sign-in/2fa/")
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    confirm_oneself(page)
    expect(page.get_by_label("Tên khóa")).to_be_visible()
    looks_right(page)
    page.get_by_label("Tên khóa").fill("Máy bàn")
    page.get_by_label("Cho phép đăng nhập chỉ bằng khóa này").check()
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("Đã thêm khóa.")).to_be_visible()
    page.goto("/sign-in/2fa/webauthn/")
    expect(page.get_by_role("row", name="Máy bàn")).to_be_visible()
    looks_right(page)
    page.goto("/sign-in/logout/")
    looks_right(page)
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    is_at_the_desk(page)


def test_one_device_signs_the_others_out(open_page: OpenPage) -> None:
    officer()
    phone, desk = open_page(size="phone"), open_page()
    for page in (phone, desk):
        enter(page)
        is_at_the_desk(page)
    desk.goto("/sign-in/sessions/")
    expect(desk.locator("tbody tr")).to_have_count(2)
    looks_right(desk)
    desk.get_by_role("button", name="Đăng xuất các máy khác").click()
    desk.locator("#confirm").get_by_role("button", name="Đăng xuất các máy khác").click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


def test_a_printed_code_gives_the_first_password(open_page: OpenPage) -> None:
    user = make.user_with(Role.OFFICER, make.unit(), username="can-bo")
    [(_, code)] = issue_codes([user], now=clock.now())
    page = open_page(size="phone")
    page.goto("/sign-in/login/")
    page.get_by_role("link", name="Tôi có mã kích hoạt").click()
    looks_right(page)
    fill_activation(page, "AAAA-BBBB-CCCC")
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    looks_right(page)
    fill_activation(page, show_code(code).lower())
    is_at_the_desk(page)
    other = open_page()
    enter(other)
    is_at_the_desk(other)


def fill_activation(page: Page, code: str) -> None:
    """Enter a code and choose the password."""
    page.get_by_label("Mã kích hoạt").fill(code)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=again]").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_password_is_changed_by_who_knows_it(open_page: OpenPage) -> None:
    officer()
    page = open_page()
    enter(page)
    is_at_the_desk(page)
    page.goto("/sign-in/password/change/")
    looks_right(page)
    for label, text in (
        ("Mật khẩu hiện tại", WRONG),
        ("Mật khẩu mới", "mat-khau-khac"),
        ("Nhập lại mật khẩu mới", "mat-khau-khac"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nhập mật khẩu hiện tại.").first).to_be_visible()
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới", exact=True).fill("mat-khau-khac")
    page.get_by_label("Nhập lại mật khẩu mới").fill("mat-khau-khac")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã đổi mật khẩu.")).to_be_visible()
    other = open_page()
    enter(other, "mat-khau-khac")
    is_at_the_desk(other)


def test_a_forgotten_password_leads_to_a_code_and_nobody_signs_up(open_page: OpenPage) -> None:
    page = open_page(size="phone")
    page.goto("/sign-in/login/")
    page.get_by_role("link", name="Quên mật khẩu").click()
    expect(page.get_by_text("mã kích hoạt").first).to_be_visible()
    expect(page.locator("input:visible")).to_have_count(0)
    looks_right(page)
    page.goto("/sign-in/signup/")
    expect(page.locator("input:visible")).to_have_count(0)
    looks_right(page)
