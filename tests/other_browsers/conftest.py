"""Firefox and WebKit, the engine of every iPhone, on the real server: a small set beside Chromium's whole one."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from demo.people import PASSWORD
from tests.other_browsers.engines import Engine, installed
from tests.other_browsers.page import Page
from tests.running import Site

BROWSERS = installed()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/other_browsers/" in item.nodeid:
            item.add_marker("browser")


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    running.restore()
    yield running
    if "server" not in running.parts:
        running.start("server")


@pytest.fixture(params=sorted(BROWSERS))
def device(request: pytest.FixtureRequest, site: Site, tmp_path_factory) -> Iterator[Callable[[], Page]]:
    """`device()` is the first page of a phone of its own, with nobody signed in."""
    engines: list[Engine] = []
    number = count()

    def take_one() -> Page:
        engine = BROWSERS[request.param](tmp_path_factory.mktemp(f"{request.param}{next(number)}"))
        engines.append(engine)
        return Page(engine, engine.open_tab(), site.address)

    yield take_one
    for engine in engines:
        engine.stop()


def sign_in(page: Page, account: str) -> Page:
    """Through the form, as `account` at example.org."""
    page.go("/accounts/login/")
    fill_in(page, account)
    page.shows("Hello, ")
    return page


def fill_in(page: Page, account: str) -> None:
    page.type("Email address", f"{account}@example.org")
    page.type("Password", PASSWORD)
    page.go_on("button", "Sign in")
