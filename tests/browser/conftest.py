"""Real browsers on the real server. Every page is watched: no fault, no request to another host, no broken policy."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, expect, sync_playwright

from demo.people import PASSWORD
from tests.patience import PATIENCE_SECONDS
from tests.running import Site

PATIENCE = PATIENCE_SECONDS * 1000
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


OPENED = pytest.StashKey[list[tuple[BrowserContext, Watch]]]()
LAST_LINES = 2000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails shows what its visitors saw, and what the site wrote last."""
    report = yield
    if report.when == "call" and report.failed:
        for context, _watch in item.stash.get(OPENED, []):
            report.sections += [(f"Page {page.url}", text_of(page)) for page in context.pages]
        if isinstance(site := getattr(item, "funcargs", {}).get("site"), Site):
            report.sections.append(("The site's log", (site.folder / "log").read_text()[-LAST_LINES:]))
    return report


def text_of(page: Page) -> str:
    try:
        return page.locator("body").inner_text(timeout=1000)
    except Error as unreadable:
        return f"cannot be read: {unreadable.message}"


@pytest.fixture
def open_browser(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """`open_browser(PHONE)` is a page in a browser of its own, with nobody signed in. Judged at the end of the test."""
    opened = request.node.stash[OPENED] = []

    def open_one(size: dict[str, int] = PHONE, *, within: Browser = browser, **options: object) -> Page:
        # A worker would stand between a test and what it cuts off; `test_without_signal.py` alone lets it in.
        options = {"service_workers": "block", **options}
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
