"""A real browser on the real program: two sizes of page, and an eye on everything that goes wrong in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from nennep.accounts.models import User

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop in the thread of the test

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds; of a machine that others use as well
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
SERIOUS = {"serious", "critical"}
REFUSED = "the server responded with a status of 4"  # Chromium says so of each answer 4xx: a refusal is no fault
OFFLINE = tuple(  # only where a test took the network away
    f"net::ERR_{what}" for what in ("INTERNET_DISCONNECTED", "EMPTY_RESPONSE", "CONNECTION_CLOSED", "CONNECTION_RESET")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here has a server with a database that its threads share."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    assert AXE.exists(), "the front end is not built: make install"
    assert (ROOT / "src/nennep/static/dist/style.css").exists(), "the front end is not built: make install"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        made = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield made
        made.close()


class Faults:
    """What went wrong in a page, other than refusals."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"exception: {error.error}"))
        context.on("requestfailed", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(known in message.text for known in (REFUSED, *OFFLINE)):
            self.seen.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if request.failure not in ("net::ERR_ABORTED", *OFFLINE):  # aborted: a page that was left
            self.seen.append(f"{request.url}: {request.failure}")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[OpenPage]:
    """Open a browser of one's own, signed in or not: `open_page(user, "phone")`.

    At the end of the test no page may have complained: no error, no warning, no breach of the security policy.
    """
    opened: list[tuple[BrowserContext, Faults]] = []

    def make(user: User | None = None, size: str = "desk") -> Page:
        context = browser.new_context(
            viewport=SIZES[size],
            base_url=live_server.url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            has_touch=size == "phone",
        )
        context.set_default_timeout(PATIENCE)
        opened.append((context, Faults(context)))
        if user is not None:
            sign_in(context, user, live_server.url)
        return context.new_page()

    yield make
    faults = [fault for _, watched in opened for fault in watched.seen]
    for context, _ in opened:
        context.close()
    assert faults == []


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser a session of `user`, as the sign-in page does."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": address}])


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page, WCAG 2.2 AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => (await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        })).violations.map(one => ({id: one.id, impact: one.impact, where: one.nodes.map(node => node.html)}))"""
    )
    return [f"{one['id']}: {one['where'][:3]}" for one in found if one["impact"] in SERIOUS]


def covered(page: Page) -> list[str]:
    """Return the controls of the page that something else lies over, so that no finger reaches them; scrolls, and back to the top."""
    found = page.evaluate(
        """() => {
            const isCovered = (control) => {
                control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
                const { left, top, width, height } = control.getBoundingClientRect();
                if (width < 4 || height < 4) return false;
                const hit = document.elementFromPoint(left + width / 2, top + height / 2);
                return hit && !control.contains(hit) && !hit.contains(control) && !control.closest("label")?.contains(hit);
            };
            const controls = [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden])")];
            const seen = controls.filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
            const found = seen.filter(isCovered).map((one) => one.outerHTML.slice(0, 120));
            scrollTo({ top: 0, behavior: "instant" });
            return found;
        }"""
    )
    return list(found)


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def looks_right(page: Page) -> None:
    """Nothing serious for axe, nothing too wide, nothing out of reach."""
    where = page.viewport_size, page.url
    assert accessibility_faults(page) == [], where
    assert overflow(page) == 0, where
    assert covered(page) == [], where
