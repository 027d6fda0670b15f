"""Takes the pictures in docs/screens: the demonstration, as it is served, at both sizes. `make screens` runs it.

Each picture is a place of the program, seen by the account of the demonstration whose place it is.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screens"
SIZES = {"1280": (1280, 900), "390": (390, 844)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]
STARTING = 60  # seconds that the server may take


@dataclass(frozen=True, slots=True)
class Picture:
    """A place: the account that sees it, the path, and links to follow from there, each the first that fits a selector."""

    name: str
    account: str
    path: str
    follow: tuple[str, ...] = ()


ROUND = "tr:has(.badge) th a[href*='/rounds/']"
CLASS = "tr:has(.badge-info) th a[href^='/classes/']"
CLOSED = "tr:has(.badge-done) th a[href^='/classes/']"
FIRST = "main tbody th a"
PICTURES = (
    Picture("sign-in", "", "/"),
    Picture("check", "", "/verify/"),
    Picture("certificate", "giao.vu", "/classes/", (CLOSED, "main a[href$='/certificates/']", "main a[href^='/verify/']")),
    Picture("desk", "can.bo", "/"),
    Picture("desk-secretary", "bi.thu", "/"),
    Picture("desk-registrar", "giao.vu", "/"),
    Picture("desk-trainee", "hoc.vien", "/"),
    Picture("people", "can.bo", "/people/"),
    Picture("person", "can.bo", "/people/", ("tbody th a[href^='/people/']",)),
    Picture("organizations", "quan.tri", "/organizations/"),
    Picture("unit", "can.bo", "/organizations/", (FIRST,)),
    Picture("import", "can.bo", "/exchange/"),
    Picture("import-file", "can.bo", "/exchange/", (FIRST,)),
    Picture("obligations", "can.bo", "/obligations/"),
    Picture("quotas", "can.bo", "/planning/"),
    Picture("quota", "can.bo", "/planning/", ("main a[href^='/planning/quotas/']",)),
    Picture("rounds", "can.bo", "/nominations/"),
    Picture("propose", "bi.thu", "/nominations/", (ROUND, ".page-actions a[href*='proposals']")),
    Picture("round", "thuong.vu", "/nominations/", (ROUND,)),
    Picture("inbox", "giao.vu", "/nominations/inbox/"),
    Picture("classes", "giao.vu", "/classes/"),
    Picture("class", "giao.vu", "/classes/", (CLASS,)),
    Picture("sessions", "giao.vu", "/classes/", (CLASS, "main a[href$='/sessions/']")),
    Picture("roll-call", "giao.vu", "/classes/", (CLASS, ".page-actions a[href$='/roll-call/']")),
    Picture("leave", "giao.vu", "/classes/", (CLASS, "main a[href$='/leave/']")),
    Picture("results", "giao.vu", "/classes/", (CLOSED, "main a[href$='/results/']")),
    Picture("certificates", "giao.vu", "/classes/", (CLOSED, "main a[href$='/certificates/']")),
    Picture("signs", "can.bo", "/classes/signs/"),
    Picture("teaching", "giang.vien", "/classes/teaching/"),
    Picture("my-class", "hoc.vien", "/classes/mine/", ("main a[href^='/classes/mine/']",)),
    Picture("study-events", "can.bo", "/campaigns/"),
    Picture("commendations", "can.bo", "/recognition/"),
    Picture("report", "can.bo", "/reports/"),
    Picture("rows", "can.bo", "/reports/", ("main tbody td.number a",)),
    Picture("papers", "can.bo", "/documents/"),
    Picture("programs", "quan.tri", "/programs/"),
    Picture("program", "quan.tri", "/programs/", (FIRST,)),
    Picture("reorganization", "quan.tri", "/reorganizations/", ("tbody tr:nth-child(2) th a",)),
    Picture("accounts", "quan.tri", "/organizations/accounts/"),
    Picture("administration", "quan.tri", "/operations/"),
)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Serve a demonstration of its own; give its address and password."""
    with tempfile.TemporaryDirectory(prefix="nennep-screens-") as data:
        port = free_port()
        address = f"http://localhost:{port}"
        environment = {**os.environ, "NENNEP_DATA": data, "NENNEP_ADDRESS": address}
        environment.pop("NENNEP_DATABASE_URL", None)
        command = [sys.executable, "-m", "nennep"]
        for verb in ("setup", "demo"):
            subprocess.run([*command, verb], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*command, "serve", "--bind", f"127.0.0.1:{port}"], env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(address)
            yield address, json.loads(Path(data, "demo.json").read_text(encoding="utf-8"))["password"]
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    for _ in range(STARTING * 4):
        try:
            urllib.request.urlopen(f"{address}/sign-in/login/").close()  # noqa: S310 - an address of this machine
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(address)


class Camera:
    """A browser that is signed in as whoever is asked for."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        self._browser = browser
        self._address = address
        self._password = password
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    def _context(self, account: str, size: str) -> BrowserContext:
        if (account, size) not in self._contexts:
            width, height = SIZES[size]
            viewport = {"width": width, "height": height}
            made = self._browser.new_context(base_url=self._address, viewport=viewport, locale="vi-VN")  # type: ignore[arg-type]  # a size
            self._contexts[account, size] = made
            if account:
                self._sign_in(made.new_page(), account)
        return self._contexts[account, size]

    def _sign_in(self, page: Page, account: str) -> None:
        page.goto("/sign-in/login/")
        page.fill("input[name=login]", account)
        page.fill("input[name=password]", self._password)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        page.close()

    def take(self, picture: Picture, size: str) -> None:
        """Go where the picture is and keep what the window shows."""
        page = self._context(picture.account, size).new_page()
        page.goto(picture.path)
        for selector in picture.follow:
            page.goto(page.locator(selector).first.get_attribute("href") or "")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=TARGET / f"{picture.name}-{size}.png", animations="disabled")
        page.close()


def main() -> int:
    """Take the pictures whose name fits the pattern given, or all."""
    wanted = re.compile(sys.argv[1] if len(sys.argv) > 1 else "")
    TARGET.mkdir(parents=True, exist_ok=True)
    with served() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        camera = Camera(browser, address, password)
        for picture in PICTURES:
            for size in SIZES:
                if wanted.search(picture.name):
                    camera.take(picture, size)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
