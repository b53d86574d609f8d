"""Real browsers on the real server. Every page is watched: no fault, no request to another host, no broken policy."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from demo.people import PASSWORD
from tests.running import Site

# A machine that is busy with something else is slow, not wrong.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker("browser")


@pytest.fixture
def site(running: Site) -> Site:
    running.restore()
    return running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@dataclass
class Watch:
    """What went wrong on a context's pages. `faults_expected` is for tests that break things on purpose."""

    address: str
    wrong: list[str] = field(default_factory=list)
    faults_expected: bool = False

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.host(request.url))
        context.on("response", self.status)
        context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        context.on("console", lambda message: self.console(message.type, message.text))

    def host(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"request to another host: {url}")

    def status(self, response: Response) -> None:
        if response.status >= 500 and not self.faults_expected:
            self.wrong.append(f"{response.status} from {response.url}")

    def console(self, kind: str, text: str) -> None:
        # A status that a test asks for is reported here too; statuses are judged above.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {text}")


@pytest.fixture
def open_browser(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """`open_browser(PHONE)` is a page in a browser of its own, with nobody signed in. Judged at the end of the test."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(size: dict[str, int] = PHONE, *, within: Browser = browser, **options: object) -> Page:
        context = within.new_context(viewport=size, base_url=site.address, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        watch = Watch(site.address)
        watch.over(context)
        opened.append((context, watch))
        page = context.new_page()
        page.watch = watch
        return page

    yield open_one
    wrong = [fault for _context, watch in opened for fault in watch.wrong]
    for context, _watch in opened:
        context.close()
    assert wrong == []


@pytest.fixture
def phone(open_browser: Callable[..., Page]) -> Page:
    return open_browser(PHONE)


@pytest.fixture
def desk(open_browser: Callable[..., Page]) -> Page:
    return open_browser(DESK)


def sign_in(page: Page, account: str, *, shared: bool = False) -> Page:
    """Through the form, as `account` at example.org."""
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(f"{account}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    if shared:
        page.get_by_label("This is a shared computer").check()
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/me/")
    return page
